package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.LongTest;

/** An object that is larger than the heap goes through its route: 256 MiB through 64 MiB. */
@LongTest
class LargeObjectTest {
  private static final int MIB = 256;

  @ParameterizedTest
  @CsvSource({
    "json-documents, application/x-ndjson",
    "json-documents, application/json",
    "neocampus-sensors, application/x-ndjson",
    "tables, text/csv"
  })
  void anObjectLargerThanTheHeapPasses(String route, String type) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LargeObject.class.getName(),
                route,
                route + "/" + route + ".camel.yaml",
                type,
                String.valueOf(MIB))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    String[] counts = said.strip().lines().reduce((a, b) -> b).orElseThrow().split(" ");
    assertEquals(counts[1], counts[0], said);
    assertTrue(Long.parseLong(counts[0]) > MIB * 10_000L, said);
  }
}
