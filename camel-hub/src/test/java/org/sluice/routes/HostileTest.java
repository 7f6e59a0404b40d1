package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sluice.LongTest;

/** Whatever is wrong with an object, it ends parked or handled with a reason, in bounded memory. */
@LongTest
class HostileTest {
  @Test
  void eachFormatWithEachFaultEndsAsThePageSays() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                HostileTable.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), page);
    Path made = Path.of("target/hostile.md");
    Files.writeString(made, page);
    assertFalse(page.contains("UNEXPECTED"), page);
    Path held = RouteFiles.folder().resolveSibling("docs/hostile.md");
    assertEquals(
        Files.exists(held) ? Files.readString(held) : "",
        page,
        "docs/hostile.md is not what comes of it: look at the difference, and if it is well, cp"
            + " camel-hub/target/hostile.md docs/hostile.md");
  }
}
