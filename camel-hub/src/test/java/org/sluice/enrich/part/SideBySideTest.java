package org.sluice.enrich.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sluice.enrich.part.Parts.array;
import static org.sluice.enrich.part.Parts.bytes;
import static org.sluice.enrich.part.Parts.csv;
import static org.sluice.enrich.part.Parts.json;
import static org.sluice.enrich.part.Parts.same;
import static org.sluice.enrich.part.Parts.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.enrich.Reads;
import org.sluice.enrich.Reads.Came;

/** Nothing shows whether an object was read in one or in parts. */
class SideBySideTest {
  private static Executor pool() {
    return ForkJoinPool.commonPool();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 5_000, 65_536, 1 << 20})
  void recordsAndTheirOrderAreTheSame(long chunk) {
    String lines =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"n\": " + i + (i % 7 == 0 ? ",\r\n \"t\": \"}\\\"é\"" : "") + "}")
            .collect(Collectors.joining("\n"));
    Came came = same(json(), bytes(lines), chunk, 3);
    assertEquals(5_000, came.records().size());
    assertEquals(4_999, came.records().get(4_999).get("n"));
    came = same(array(), bytes("\n [" + String.join(",", lines.split("(?<=}\n)")) + "]"), chunk, 3);
    assertEquals(5_000, came.records().size());
    String table =
        IntStream.range(0, 5_000)
            .mapToObj(i -> i + (i % 3 == 0 ? ",\"é\n\"\"" + i + "\"" : ",x"))
            .collect(Collectors.joining("\r\n", "n,t\r\n", ""));
    came = same(csv(), bytes(table), chunk, 3);
    assertEquals(5_000, came.records().size());
    assertEquals("é\n\"4998", came.records().get(4_998).get("t"));
    String text =
        IntStream.range(0, 5_000).mapToObj(i -> "a" + i + "\r\n").collect(Collectors.joining());
    came = same(text(), bytes(text), chunk, 3);
    assertEquals("4999", came.records().get(4_999).get("n"));
  }

  @Test
  void aFaultFarInNamesItsRecordLineAndByte() {
    String lines = "{\"n\": 1}\r\n".repeat(5000);
    Came came = same(json(), bytes(lines + "{\"n\": }\n" + lines), 999, 4);
    assertTrue(came.failure().contains("at line 5001, column 7 (byte 50006)"), came.failure());
    assertTrue(came.records().size() > 4000);
    came = same(json(), bytes(lines + "7\n" + lines), 999, 4);
    assertTrue(came.failure().endsWith("Record 5001 is not a JSON object."), came.failure());
    came = same(json(), bytes(lines + "{\"n\": ["), 999, 4);
    assertTrue(came.failure().contains("at line 5001"), came.failure());
    String items = "[" + "{\"n\": 1},".repeat(5000);
    came = same(array(), bytes(items + "{\"n\": },{}]"), 999, 4);
    assertTrue(came.failure().contains("at line 1, column 45008 (byte 45007)"), came.failure());
    assertTrue(came.records().size() > 4000);
    same(array(), bytes(items + "{}"), 999, 4);
    same(array(), bytes(items + "{\"n\": [1, "), 999, 4);
    same(array(), bytes(items + "7, {}]"), 999, 4);
    same(array().skipping(true), bytes(items + "7, {}, 8, {}]"), 999, 4);
    same(array().skipping(true), bytes("[7, " + items.substring(1) + "{}"), 999, 4);
    String table = "n,t\n" + "1,x\n".repeat(5000);
    came = same(csv(), bytes(table + "1,2,3\n" + table), 999, 4);
    assertTrue(
        came.failure().contains("Record 5001 (line 5002) has 3 values for 2 columns: '3' stands"));
    came = same(csv(), bytes(table + "1,\"x\n" + table), 999, 4);
    assertTrue(
        came.failure().contains("the quote opened in line 5002 is never closed."), came.failure());
    came = same(csv(), bytes(table + "1,\"x\"y\n" + table), 999, 4);
    assertTrue(came.failure().contains("in line 5002"), came.failure());
    byte[] latin = (table + "1,é\n").getBytes(StandardCharsets.ISO_8859_1);
    came = same(csv(), latin, 999, 4);
    assertTrue(came.failure().contains("Line 5002 (near byte 20006) is not UTF-8"), came.failure());
  }

  @Test
  void recordsThatAreSkippedAreToldInOrderWithTheirNumbers() {
    StringBuilder lines = new StringBuilder();
    StringBuilder table = new StringBuilder("n\n");
    for (int i = 1; i <= 3000; i++) {
      lines.append(i % 500 == 0 ? "{\"n\": \n" : "{\"n\": " + i + "}\n");
      table.append(i % 500 == 0 ? "x,y\n" : i + "\n");
    }
    Came came = same(json().skipping(true), bytes(lines), 500, 3);
    assertEquals(2994, came.records().size());
    assertTrue(came.rejects().get(5).startsWith("Line 3000 is cut"), came.rejects().get(5));
    came = same(csv().skipping(true), bytes(table), 500, 3);
    assertEquals(2994, came.records().size());
    assertEquals(
        "Record 3000 (line 3001) has 2 values for 1 columns: 'y' stands behind that of n, the last.",
        came.rejects().get(5));
    came = same(json().skipping(true), bytes("1\n2\n3\n".repeat(100)), 9, 3);
    assertEquals("DeclinedException: None of the 300 lines is a JSON object.", came.failure());
  }

  @Test
  void linesThatArePassedOverAreCountedOnceOverAllParts() {
    String lines = "a1\n".repeat(40) + "?\na2\n".repeat(1000) + "!\n".repeat(100);
    Came came = same(text().with("others", "skip"), bytes(lines), 100, 3);
    assertEquals(
        List.of(
            "1100 of 2140 lines do not fit the pattern and were passed over; the first is line 41: ?"),
        came.notes());
    came = same(text().with("others", "skip").skipping(true), bytes(lines), 100, 3);
    assertTrue(came.notes().get(0).startsWith("1100 of 2140 lines"), came.notes().get(0));
  }

  @Test
  void encodingsThatCannotBeCutAreReadInOne() {
    String table = "n,t\n" + "1,é\n".repeat(1000);
    for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE")) {
      assertEquals(
          1000,
          same(csv(), ("\ufeff" + table).getBytes(Charset.forName(charset)), 64, 3)
              .records()
              .size());
    }
    byte[] latin = table.getBytes(StandardCharsets.ISO_8859_1);
    Came came = same(csv().with("encoding", "windows-1252"), latin, 64, 3);
    assertEquals("é", came.records().get(999).get("t"));
    byte[] wide = "{\"n\": 1}\n".repeat(1000).getBytes(StandardCharsets.UTF_16LE);
    assertEquals(1000, same(json(), wide, 64, 3).records().size());
    String section = "n§t\n" + "1§é\n".repeat(1000);
    came = same(csv().with("separator", "§"), bytes(section), 64, 3);
    assertEquals("é", came.records().get(999).get("t"));
  }

  @Test
  void whereNoRecordEndsTheRestIsReadInOne() {
    String large = "x".repeat(17 << 20);
    Came came = same(json().skipping(true), bytes("{}\n{\"n\": \"" + large + "\"}\n{}\n"), 100, 3);
    assertEquals(2, came.records().size());
    assertTrue(came.rejects().get(0).startsWith("Line 2 is larger"), came.rejects().get(0));
    came = same(csv(), bytes("a,b\n1,2\n3,4\n1,\"" + large), 100, 3);
    assertTrue(came.failure().contains("Record 4 is larger than the 16777216"), came.failure());
    String returns = "a,b\r" + ("1," + "x".repeat(1000) + "\r").repeat(21_000);
    came = same(csv(), bytes(returns), 1 << 20, 3);
    assertEquals(21_000, came.records().size());
    assertNull(came.failure());
  }

  @Test
  void whatWasReadBeforeAnObjectBrokeOffGoesThrough() {
    byte[] lines = bytes("{\"n\": 1}\n".repeat(50_000));
    List<Came> both = new ArrayList<>();
    for (int parts : new int[] {1, 4}) {
      both.add(json().read(new Breaking(lines, 9 * 44_000), lines.length, 9_000, parts, pool()));
    }
    assertEquals(both.get(0).failure(), both.get(1).failure());
    assertTrue(both.get(1).failure().contains("broke off after 396000 bytes"));
    // It broke off where a part had just ended.
    assertEquals(44_000, both.get(1).records().size());
  }

  @Test
  void asManyPartsAreReadAsMayBeHeldAndNoMore() {
    byte[] lines = bytes("{\"n\": 1}\n".repeat(500_000));
    Counted in = new Counted(lines);
    List<Runnable> beside = new ArrayList<>();
    List<Long> read = new ArrayList<>();
    int parts = 4;
    long chunk = 100_000;
    Came came =
        json()
            .read(
                in,
                lines.length,
                chunk,
                parts,
                work -> {
                  beside.add(work);
                  read.add(in.count);
                });
    assertEquals(500_000, came.records().size());
    assertEquals(came.passes(), beside.size());
    // When the last of a handful is begun with, no more was read than those, and a step of reading.
    assertTrue(read.get(parts - 1) <= parts * (chunk + 9) + 65_536, "" + read.get(parts - 1));
    assertTrue(read.get(0) <= chunk + 65_536, "" + read.get(0));
    // None of them was done by another thread: the run did not wait for one.
    beside.forEach(Runnable::run);
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotReadBeside() {
    List<Runnable> beside = new ArrayList<>();
    byte[] lines = bytes("{\"n\": 1}\n".repeat(500));
    Came came =
        json().passes(1).read(new ByteArrayInputStream(lines), lines.length, 50, 4, beside::add);
    assertNull(came.failure());
    assertEquals(4, beside.size());
    assertEquals(3, beside.stream().filter(work -> ((Future<?>) work).isCancelled()).count());
    beside.clear();
    // From the second part on it is read in one.
    lines = bytes("{\"n\": 1}\n".repeat(10) + "7\n" + "{\"n\": 1}\n".repeat(500));
    came = json().read(new ByteArrayInputStream(lines), lines.length, 90, 4, beside::add);
    assertTrue(came.failure().contains("Record 11 is not"), came.failure());
    assertTrue(beside.stream().allMatch(work -> ((Future<?>) work).isDone()));
  }

  /** Where it is cut wrongly it is read in one, so the records alone do not show it. */
  @Test
  void whatIsWellIsNeverReadInOne() {
    String quotes = "k,v\n" + "1,\"a\n\"\"b\"\"\n,c\"\r\n2,x\"y\n3,\"\"\n\n".repeat(300);
    String braces = "{\"a\": \"}\\\"],{\\\\\", \"b\": [{}, [1,\n2]]}";
    List<Integer> besides = new ArrayList<>();
    List<Integer> passes = new ArrayList<>();
    for (boolean skips : List.of(true, false)) {
      beside(csv().skipping(skips), "\ufeff" + quotes, besides, passes);
      beside(csv().skipping(skips).with("skipLines", "1"), "a \"b\n" + quotes, besides, passes);
      beside(array().skipping(skips), "[" + (braces + ",").repeat(300) + "{}]", besides, passes);
      beside(text().skipping(skips), "a1\r\n".repeat(300), besides, passes);
    }
    beside(json(), (braces + "\n").repeat(300), besides, passes);
    assertEquals(passes, besides);
  }

  private static void beside(
      Reads reads, String text, List<Integer> besides, List<Integer> passes) {
    byte[] bytes = bytes(text);
    List<Runnable> all = new ArrayList<>();
    Came came = reads.read(new ByteArrayInputStream(bytes), bytes.length, 50, 3, all::add);
    assertNull(came.failure());
    assertEquals(List.of(), came.rejects());
    assertTrue(came.passes() > 20, "passes: " + came.passes());
    besides.add(all.size());
    passes.add(came.passes());
  }

  @Test
  void anObjectOfOnePartAndAnEmptyOneAreAsEver() {
    same(json(), new byte[0], 100, 3);
    same(csv(), new byte[0], 100, 3);
    same(text(), new byte[0], 100, 3);
    same(json(), bytes("\n \n\r\n"), 1, 3);
    same(json(), bytes("{\"n\": 1}"), 100, 3);
    assertEquals(List.of(Map.of("n", 1L)), same(csv(), bytes("n\n1"), 100, 3).records());
    same(csv(), bytes("n\n"), 1, 3);
    same(csv(), bytes("n\n1\n\n\n\n\n\n\n"), 1, 3);
    same(json(), bytes("[1]\n" + "{\"n\": 1}\n".repeat(100)), 10, 3);
    same(json(), bytes("[1]\n" + "{\"n\": 1}\n".repeat(100) + "{"), 10, 3);
  }

  /** Breaks off. */
  private static final class Breaking extends InputStream {
    private final ByteArrayInputStream in;
    private int left;

    Breaking(byte[] bytes, int at) {
      in = new ByteArrayInputStream(bytes);
      left = at;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("connection reset");
      }
      int some = in.read(buffer, offset, Math.min(length, left));
      left -= some;
      return some;
    }
  }

  /** Counts what is read of it. */
  private static final class Counted extends InputStream {
    private final ByteArrayInputStream in;
    private long count;

    Counted(byte[] bytes) {
      in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int some = in.read(buffer, offset, length);
      count += Math.max(some, 0);
      return some;
    }
  }
}
