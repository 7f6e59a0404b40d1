package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sluice.LongTest;

/**
 * An object that is larger than the heap goes through its route: 256 MiB through 64 MiB. One JVM
 * takes them all, so that what one leaves behind is missing to the next.
 */
@LongTest
class LargeObjectTest {
  private static final int MIB = 256;

  private static final List<String> IN_A_ROW =
      List.of(
          "json-documents,application/x-ndjson,1",
          "json-documents,application/json,1",
          "neocampus-sensors,application/x-ndjson,1",
          "tables,text/csv,1",
          // XML is read in one, whatever may be held.
          "elements,application/xml,3");

  private static final List<String> SIDE_BY_SIDE =
      List.of(
          "json-documents,application/x-ndjson,3",
          "json-documents,application/json,3",
          "tables,text/csv,3",
          "lines,text/plain,3");

  private static final Map<String, String[]> COUNTS = new HashMap<>();
  private static String said;

  @BeforeAll
  static void allGoThroughOneJvm() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LargeObject.class.getName(),
                String.valueOf(MIB)));
    command.addAll(IN_A_ROW);
    command.addAll(SIDE_BY_SIDE);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    said.lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 5)
        .forEach(words -> COUNTS.put(words[0], words));
  }

  @ParameterizedTest
  @FieldSource("IN_A_ROW")
  void anObjectLargerThanTheHeapPasses(String object) {
    assertEquals(0, beside(object));
  }

  @ParameterizedTest
  @FieldSource("SIDE_BY_SIDE")
  void oneOfWhichPartsAreReadSideBySidePassesToo(String object) {
    assertTrue(beside(object) > MIB, "parts of a quarter of a MiB");
  }

  /** How many parts were read beside another. */
  private static long beside(String object) {
    String[] counts = COUNTS.get(object);
    assertNotNull(counts, said);
    assertEquals(counts[2], counts[1], said);
    assertTrue(Long.parseLong(counts[4]) >= (long) MIB << 20, said);
    return Long.parseLong(counts[3]);
  }
}
