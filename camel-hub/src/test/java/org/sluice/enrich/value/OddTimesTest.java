package org.sluice.enrich.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.Reads;
import org.sluice.enrich.csv.CsvRecords;
import org.sluice.routes.BlockKit;

/** Times that a zone's clock never showed, or showed twice, are read, and noted. */
class OddTimesTest {
  private static final String NEVER =
      "2 times do not exist in Europe/Berlin (the clock was put forward) and were read as an hour"
          + " later: the first, 2026-03-29T02:30 in '%s', as 2026-03-29T01:30:00Z.";
  private static final String TWICE =
      "1 time in Europe/Berlin was shown by its clock twice (it was put back) and was read as the"
          + " earlier: 2026-10-25T02:30 in '%s', as 2026-10-25T00:30:00Z. A text with its offset,"
          + " such as +01:00, tells which it is.";

  /** A time with its offset, and one that there was, are none of them. */
  private static final List<String> TIMES =
      List.of(
          "2026-03-29 01:59:59",
          "2026-03-29 02:30",
          "2026-03-29 02:59:59",
          "2026-03-29 03:00:00",
          "2026-03-29 02:30:00Z",
          "2026-10-25 02:30:00+01:00",
          "2026-10-25 02:30:00",
          "2026-10-25 03:00");

  @Test
  void ofATableInWhicheverPartsItIsRead() {
    StringBuilder table = new StringBuilder("n,at\n");
    TIMES.forEach(time -> table.append("1,").append(time).append('\n'));
    byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
    for (String types : List.of("", "at=time")) {
      for (long chunk : new long[] {1, 40, 10_000}) {
        for (int parts : new int[] {1, 3}) {
          Reads.Came came =
              Reads.by(CsvRecords::new)
                  .with("zone", "Europe/Berlin")
                  .with("types", types)
                  .read(bytes, chunk, parts);
          assertEquals(
              List.of((NEVER + " " + TWICE).formatted("at", "at")), came.notes(), chunk + types);
          assertEquals("2026-03-29T01:30:00Z", came.records().get(1).get("at").toString());
        }
      }
    }
  }

  @Test
  void ofFieldsEachInItsZone() throws Exception {
    assertEquals(
        List.of(
            TWICE.formatted("b[]")
                + " 1 time does not exist in Australia/Lord_Howe (the clock was put forward) and"
                + " was read as 30 minutes later: 2026-10-04T02:10 in 'c', as"
                + " 2026-10-03T15:40:00Z."),
        types("b[]=time,c=time(@Australia/Lord_Howe),d=date")
            .run(
                "{\"b\": [\"2026-10-25 02:30\", null], \"c\": \"2026-10-04 02:10\","
                    + " \"d\": \"2026-03-29 02:30\"}\n")
            .notes());
    assertEquals(List.of(), types("b=time").run("{\"b\": \"2026-03-29\"}\n").notes());
  }

  private static BlockKit types(String types) {
    return BlockKit.behindJson("types-action", "zone", "Europe/Berlin", "types", types);
  }
}
