package org.sluice.gold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.shape.Nodes;

/** Records as JSON: the same text as that of JSON's tree of them. */
class RecordTextTest {
  private static Map<String, Object> odd() {
    Map<Object, Object> keys = new LinkedHashMap<>();
    keys.put(1, "first");
    keys.put("2", "second");
    keys.put("1", "third");
    keys.put(null, "none");
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("nothing", null);
    record.put("truth", true);
    record.put("whole", List.of(7, 7L, BigInteger.TEN.pow(30)));
    record.put("parts", List.of(0.1, 2e-3, 1e22, new BigDecimal("1.2300E+5"), Double.NaN));
    record.put("others", List.of(1.5f, (short) 3, Instant.EPOCH, 'c'));
    record.put("letters", "Jänner \"\\\n\u0001/\u2028 \ud83d\ude00 \ud800");
    record.put("ke\"y", Arrays.asList(Map.of(), List.of(), null));
    record.put("keys", keys);
    return record;
  }

  @Test
  void aRecordIsItsTreesText() {
    assertEquals(Nodes.of(odd()).toString(), RecordText.of(odd()));
    assertEquals("{\"1\":\"third\",\"2\":\"second\"}", RecordText.of(twice()));
  }

  @Test
  void recordsAreAnArrayOrALineEach() {
    List<Map<String, Object>> two = List.of(odd(), Map.of("n", 1));
    assertEquals(Nodes.of(two).toString(), RecordText.array(two));
    assertEquals(Nodes.of(odd()) + "\n{\"n\":1}\n", RecordText.lines(two));
    assertEquals("", RecordText.lines(List.of()));
  }

  @Test
  void recordsWhoseKeysAreTextsAreNotCopied() {
    Map<String, Object> record = Map.of("n", 1);
    assertSame(record, Records.plain(List.of(record), "a-sink").get(0));
    assertEquals(
        Map.of("1", "third", "2", "second"),
        Records.named(Records.plain(List.of(twice()), "a-sink").get(0)));
  }

  @Test
  void aRecordsNumberHasSixDigitsOrMore() {
    for (long position : new long[] {0, 7, 99_999, 100_000, 999_999, 1_000_000, 12_345_678_901L}) {
      assertEquals("M:%06d".formatted(position), RecordId.of("M", position));
    }
  }

  private static Map<Object, Object> twice() {
    Map<Object, Object> twice = new LinkedHashMap<>();
    twice.put(1, "first");
    twice.put("2", "second");
    twice.put("1", "third");
    return twice;
  }
}
