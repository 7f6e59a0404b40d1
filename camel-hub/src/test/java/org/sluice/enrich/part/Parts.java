package org.sluice.enrich.part;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.sluice.enrich.Reads;
import org.sluice.enrich.Reads.Came;
import org.sluice.enrich.csv.CsvRecords;
import org.sluice.enrich.json.JsonRecords;
import org.sluice.enrich.text.TextRecords;

/** Objects that are read in one and in parts, to the same records. */
final class Parts {
  private Parts() {}

  static Reads json() {
    return Reads.by(JsonRecords::new).named("o.jsonl");
  }

  static Reads array() {
    return Reads.by(JsonRecords::new).named("o.json");
  }

  static Reads csv() {
    return Reads.by(CsvRecords::new);
  }

  static Reads text() {
    return Reads.by(TextRecords::new).with("pattern", "(?<k>[a-z]+)(?<n>\\d*)");
  }

  /** Where a pass ends may differ, and so how much went through before a fault. */
  static Came same(Reads reads, byte[] bytes, long chunk, int parts) {
    Came one = reads.read(bytes, chunk, 1);
    Came cut = reads.read(bytes, chunk, parts);
    String of = "chunk " + chunk + ", " + parts + " parts of:\n" + shown(bytes);
    if (!isOfThePass(one.failure()) && !isOfThePass(cut.failure())) {
      assertEquals(placeless(one.failure()), placeless(cut.failure()), of);
    }
    if (one.failure() == null && cut.failure() == null) {
      assertEquals(one.records(), cut.records(), of);
      assertEquals(one.rejects(), cut.rejects(), of);
      assertEquals(one.notes(), cut.notes(), of);
    } else {
      int both = Math.min(one.records().size(), cut.records().size());
      assertEquals(one.records().subList(0, both), cut.records().subList(0, both), of);
    }
    return cut;
  }

  /** A value that is no object is declined in the first pass, and in others it is a fault. */
  private static boolean isOfThePass(String failure) {
    return failure != null && failure.matches("(?s).* is not an? (JSON )?object\\.");
  }

  /** How many bytes have been decoded beyond a zero byte is nothing of the object's. */
  private static String placeless(String failure) {
    return failure == null ? null : failure.replaceAll(" \\(near byte \\d+\\) holds", " holds");
  }

  private static String shown(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.length() > 2000 ? text.substring(0, 2000) + "…" : text;
  }

  static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
