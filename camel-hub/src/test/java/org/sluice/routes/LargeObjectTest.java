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
    "json-documents, application/x-ndjson, 1",
    "json-documents, application/json, 1",
    "neocampus-sensors, application/x-ndjson, 1",
    "tables, text/csv, 1",
    // XML is read in one, whatever may be held.
    "elements, application/xml, 3"
  })
  void anObjectLargerThanTheHeapPasses(String route, String type, int parts) throws Exception {
    assertEquals(0, beside(route, type, parts));
  }

  @ParameterizedTest
  @CsvSource({
    "json-documents, application/x-ndjson",
    "json-documents, application/json",
    "tables, text/csv",
    "lines, text/plain"
  })
  void oneOfWhichPartsAreReadSideBySidePassesToo(String route, String type) throws Exception {
    assertTrue(beside(route, type, 3) > MIB, "parts of a quarter of a MiB");
  }

  /** How many parts were read beside another. */
  private static long beside(String route, String type, int parts) throws Exception {
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
                type,
                String.valueOf(MIB),
                String.valueOf(parts))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    String[] counts = said.strip().lines().reduce((a, b) -> b).orElseThrow().split(" ");
    assertEquals(counts[1], counts[0], said);
    assertTrue(Long.parseLong(counts[3]) >= (long) MIB << 20, said);
    return Long.parseLong(counts[2]);
  }
}
