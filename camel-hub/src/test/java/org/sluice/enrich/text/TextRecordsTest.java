package org.sluice.enrich.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;
import org.sluice.routes.BlockKit.Came;

class TextRecordsTest {
  private static final String BLOCK = "text-records-action";
  private static final String LOG = "(?<time>\\S+) (?<level>[A-Z]+)(?: #(?<n>\\d+))? (?<text>.*)";

  @Test
  void eachLineIsARecordOfItsGroups() throws Exception {
    List<Map<String, Object>> records =
        BlockKit.of(BLOCK, "pattern", LOG)
            .then("types-action", "types", "time=time,n=integer")
            .run("\ufeff2019-06-12T00:00:18Z WARN #7 a & b\r\n\r2019-06-12T00:00:19Z INFO =1+1\n")
            .well();
    assertEquals(
        Map.of(
            "time",
            Instant.parse("2019-06-12T00:00:18Z"),
            "level",
            "WARN",
            "n",
            7L,
            "text",
            "a & b"),
        records.get(0));
    assertEquals("=1+1", records.get(1).get("text"));
    assertNull(records.get(1).get("n"));
    assertEquals(2, records.size());
  }

  @Test
  void otherLinesAreRejectedOrSkipped() throws Exception {
    String text = "# made by a tool\na 1\nb x\nc 3";
    String pattern = "(?<k>\\w) (?<v>\\d)";
    assertEquals(
        "Line 1 is not what the pattern wants: # made by a tool.",
        BlockKit.of(BLOCK, "pattern", pattern).run(text).fault(Fault.RECORD_INVALID));
    assertEquals(
        List.of(Map.of("k", "a", "v", "1"), Map.of("k", "c", "v", "3")),
        BlockKit.of(BLOCK, "pattern", pattern, "others", "skip").run(text).well());
    Came came = BlockKit.of(BLOCK, "pattern", pattern).skipping().chunks(1).run(text);
    assertEquals(2, came.well().size());
    assertEquals("Line 3 is not what the pattern wants: b x.", came.rejects().get(1));
    assertEquals(
        "None of the 2 lines is what the pattern wants.",
        BlockKit.of(BLOCK, "pattern", pattern, "others", "skip").run("x\ny\n").declined());
  }

  @Test
  void linesThatArePassedOverAreCountedInWhateverPasses() throws Exception {
    String text = "# made by a tool\na 1\nb x\n\nc 3";
    BlockKit skipping = BlockKit.of(BLOCK, "pattern", "(?<k>\\w) (?<v>\\d)", "others", "skip");
    List<String> said =
        List.of(
            "2 of 5 lines do not fit the pattern and were passed over; the first is line 1:"
                + " # made by a tool");
    assertEquals(said, skipping.run(text).notes());
    assertEquals(said, skipping.chunks(1).run(text).notes());
    assertEquals(List.of(), skipping.run("a 1\n\nc 3").notes());
    assertEquals(
        List.of(
            "1 of 2 lines does not fit the pattern and was passed over; the first is line 2: b"),
        skipping.run("a 1\nb\n").notes());
  }

  @Test
  void aPatternThatTriesEverythingIsStopped() throws Exception {
    String said =
        BlockKit.of(BLOCK, "pattern", "(?<x>(a+a+)+)b\\2?")
            .run("a".repeat(60) + "\n")
            .fault(Fault.RECORD_INVALID);
    assertTrue(said.startsWith("Line 1 is too much for the pattern: aaa"), said);
    said =
        BlockKit.of(BLOCK, "pattern", "(?<x>(a|b)*)")
            .run("ab".repeat(400_000) + "\n")
            .fault(Fault.RECORD_INVALID);
    assertTrue(said.startsWith("Line 1 is too much for the pattern: abab"), said);
  }

  @Test
  void aLineThatIsTooLongIsNotHeld() throws Exception {
    Came came =
        BlockKit.of(BLOCK, "pattern", "(?<x>.*)").skipping().run("x".repeat(3 << 20) + "\nb\n");
    assertEquals(List.of(Map.of("x", "b")), came.well());
    assertEquals("Line 1 is longer than the 1048576 characters of a line.", came.rejects().get(0));
  }

  @Test
  void whatIsNoTextIsSaid() throws Exception {
    assertEquals(
        "The object is empty: there is no line in it.",
        BlockKit.of(BLOCK, "pattern", "(?<x>.*)").run("").fault(Fault.OBJECT_EMPTY));
    byte[] latin = "aé\n".getBytes(StandardCharsets.ISO_8859_1);
    BlockKit.of(BLOCK, "pattern", "(?<x>.*)").run(latin).fault(Fault.TEXT_UNREADABLE);
    assertEquals(
        List.of(Map.of("x", "aé")),
        BlockKit.of(BLOCK, "pattern", "(?<x>.*)", "encoding", "ISO-8859-1").run(latin).well());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 1 << 20})
  void linesAreTheSameInWhateverPartsTheyAreHandedOver(long bytes) throws Exception {
    String text =
        IntStream.range(0, 2000).mapToObj(i -> "n" + i + "\n").collect(Collectors.joining());
    Came came = BlockKit.of(BLOCK, "pattern", "n(?<n>\\d+)").chunks(bytes).run(text);
    assertEquals(2000, came.well().size());
    assertEquals(IntStream.range(0, 2000).mapToObj(i -> (long) i).toList(), came.positions());
    assertEquals("1999", came.records().get(1999).get("n"));
  }

  @Test
  void aPatternThatIsNoneRefusesTheRoute() throws Exception {
    assertTrue(BlockKit.refused(BLOCK, "pattern", "(?<x>").contains("parameter 'pattern': "));
    assertTrue(BlockKit.refused(BLOCK, "pattern", "(x)").contains("has no named group"));
    String said = BlockKit.refused(BLOCK, "pattern", "(?<!-)(?<a>x)(?<x_y>.*)");
    assertTrue(said.contains("is of letters and digits, the first a letter, and 'x_y' is"), said);
  }
}
