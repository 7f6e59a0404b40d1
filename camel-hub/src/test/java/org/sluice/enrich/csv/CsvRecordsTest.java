package org.sluice.enrich.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
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

class CsvRecordsTest {
  private static final String BLOCK = "csv-records-action";

  @Test
  void aTableOfPricesIsTypedWithoutAWordInTheRoute() throws Exception {
    Came came =
        BlockKit.of(BLOCK)
            .run(
                "\ufeff\"Date\",\"Price\",\"Vol.\",\"Change %\"\r\n"
                    + "\"Mar 16, 2019\",\"4,090.8\",\"14.13K\",\"2.19%\"\r\n"
                    + "\"Mar 06, 2019\",\"14,003.1\",\"1.5M\",\"-0.16%\"\r\n");
    assertEquals(
        List.of(
            Map.of(
                "Date",
                LocalDate.of(2019, 3, 16),
                "Price",
                4090.8,
                "Vol.",
                14130.0,
                "Change %",
                2.19),
            Map.of(
                "Date",
                LocalDate.of(2019, 3, 6),
                "Price",
                14003.1,
                "Vol.",
                1500000.0,
                "Change %",
                -0.16)),
        came.well());
  }

  @Test
  void aTableOfReadingsHasArraysInItsCells() throws Exception {
    List<Map<String, Object>> records =
        BlockKit.of(BLOCK)
            .run(
                "\"_id\",\"time\",\"value\",\"units\",\"input\"\n"
                    + "\"ObjectId(\"\"60\"\")\",\"2021-03-28T11:41:06.000Z\",\"[1,2.5]\","
                    + "\"[\"\"Wh\"\",\"\"V\"\"]\",88\n"
                    + "\"ObjectId(\"\"61\"\")\",\"2021-03-28T11:41:07.000Z\",21,\"%r.H.\",\n")
            .well();
    assertEquals("ObjectId(\"60\")", records.get(0).get("_id"));
    assertEquals(Instant.parse("2021-03-28T11:41:06Z"), records.get(0).get("time"));
    assertEquals(List.of(1, 2.5), records.get(0).get("value"));
    assertEquals(List.of("Wh", "V"), records.get(0).get("units"));
    assertEquals(88L, records.get(0).get("input"));
    assertEquals(21L, records.get(1).get("value"));
    assertEquals("%r.H.", records.get(1).get("units"));
    assertNull(records.get(1).get("input"));
    assertTrue(records.get(1).containsKey("input"));
  }

  @Test
  void aTableFromTheContinentHasSemicolonsAndDecimalCommas() throws Exception {
    List<Map<String, Object>> records =
        BlockKit.of(BLOCK)
            .run("Tag;Wert;Summe\n16.03.2019;1,5;1.234,50\n17.03.2019;2,125;7\n")
            .well();
    assertEquals(
        List.of(
            Map.of("Tag", LocalDate.of(2019, 3, 16), "Wert", 1.5, "Summe", 1234.5),
            Map.of("Tag", LocalDate.of(2019, 3, 17), "Wert", 2.125, "Summe", 7.0)),
        records);
  }

  @Test
  void threeDigitsBehindAPointStayDecimals() throws Exception {
    assertEquals(
        List.of(Map.of("a", 20.125, "b", 1L), Map.of("a", 21.25, "b", 2L)),
        BlockKit.of(BLOCK).run("a;b\n20.125;1\n21.250;2\n").well());
  }

  @Test
  void whatIsNotSureStaysText() throws Exception {
    assertEquals(
        List.of(
            Map.of("zip", "01234", "phone", "+33612345678", "day", "03/04/2019", "ip", "10.0.0.1"),
            Map.of("zip", "99999", "phone", "+33612345679", "day", "05/06/2019", "ip", "10.0.0.2")),
        BlockKit.of(BLOCK)
            .run(
                "zip,phone,day,ip\n01234,+33612345678,03/04/2019,10.0.0.1\n"
                    + "99999,+33612345679,05/06/2019,10.0.0.2\n")
            .well());
  }

  @Test
  void aDayBeyondTheTwelfthTellsTheMonth() throws Exception {
    assertEquals(
        LocalDate.of(2019, 4, 3),
        BlockKit.of(BLOCK).run("n,day\n1,03/04/2019\n2,25/06/2019\n").well().get(0).get("day"));
  }

  @Test
  void whatIsSaidWins() throws Exception {
    List<Map<String, Object>> records =
        BlockKit.of(
                BLOCK,
                "separator",
                "|",
                "quote",
                "'",
                "types",
                "\"a,b\"=exact,day=date(dd/MM/yyyy),at=time(d MMM yyyy HH:mm @ Europe/Paris),*=text",
                "nulls",
                "mq,-",
                "language",
                "fr")
            .run(
                "'a,b'|day|at|n\n1.50|03/04/2019|1 juin 2019 12:00|7\nmq|-|'2 juin 2019 12:00'|mq\n")
            .well();
    assertEquals("1.50", records.get(0).get("a,b").toString());
    assertEquals(LocalDate.of(2019, 4, 3), records.get(0).get("day"));
    assertEquals(Instant.parse("2019-06-01T10:00:00Z"), records.get(0).get("at"));
    assertEquals("7", records.get(0).get("n"));
    assertNull(records.get(1).get("a,b"));
    assertNull(records.get(1).get("day"));
    assertNull(records.get(1).get("n"));
  }

  @Test
  void unitsAreSaidForOneColumnOrAll() throws Exception {
    assertEquals(
        List.of(Map.of("p", 1500.0, "q", 0.0219)),
        BlockKit.of(BLOCK, "types", "p=decimal(kW=1000,W=1),q=decimal", "units", "%=0.01")
            .run("p,q\n1.5 kW,2.19%\n")
            .well());
  }

  @Test
  void aHeaderIsFoundSaidOrReplaced() throws Exception {
    assertEquals(List.of(Map.of("c1", 1L, "c2", "x")), BlockKit.of(BLOCK).run("1,x\n").well());
    assertEquals(
        List.of(Map.of("c1", "a"), Map.of("c1", "b")),
        BlockKit.of(BLOCK, "header", "no").run("a\nb\n").well());
    assertEquals(
        List.of(Map.of("2019", 1L)), BlockKit.of(BLOCK, "header", "yes").run("2019\n1\n").well());
    assertEquals(
        List.of(Map.of("x", 1L, "y", 2L)),
        BlockKit.of(BLOCK, "columns", "x,y").run("a,a\n1,2\n").well());
    assertEquals(
        List.of(Map.of("a", 1L, "b", 2L)),
        BlockKit.of(BLOCK, "skipLines", 2).run("made by\na tool\na,b\n1,2\n").well());
    assertEquals(
        List.of(Map.of("a", "1;2", "b", 3L)), BlockKit.of(BLOCK).run("sep=,\na,b\n1;2,3\n").well());
  }

  @Test
  void lineEndsMayBeMixedAndValuesHoldThem() throws Exception {
    assertEquals(
        List.of(
            Map.of("a", 1L, "b", "x\r\ny"), Map.of("a", 2L, "b", "z"), Map.of("a", 3L, "b", "w")),
        BlockKit.of(BLOCK).run("a,b\r\n1,\"x\r\ny\"\n\n2,z\r3,w").well());
  }

  @Test
  void encodingsAreFoundByTheirMarkOrSaid() throws Exception {
    String text = "name,n\nJürgen €,1\n";
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertEquals(
          "Jürgen €",
          BlockKit.of(BLOCK).run(("\ufeff" + text).getBytes(charset)).well().get(0).get("name"));
    }
    byte[] windows = text.getBytes(Charset.forName("windows-1252"));
    assertEquals(
        "Jürgen €",
        BlockKit.of(BLOCK, "encoding", "windows-1252").run(windows).well().get(0).get("name"));
    String said = BlockKit.of(BLOCK).run(windows).fault(Fault.TEXT_UNREADABLE);
    assertTrue(said.startsWith("Line 2 (near byte 8) is not UTF-8: say 'encoding'"), said);
    said =
        BlockKit.of(BLOCK)
            .run(text.getBytes(StandardCharsets.UTF_16LE))
            .fault(Fault.TEXT_UNREADABLE);
    assertTrue(said.contains("zero byte"), said);
  }

  @Test
  void aValueThatIsNotOfItsColumnsFoundTypeMayStayText() throws Exception {
    String table = "n,zip,on,at\n1,33000,true,2024-01-31\n2.5,01234,1,x\nz,4,false,2024-02-01\n";
    assertEquals(
        List.of(
            Map.of("n", 1L, "zip", 33000L, "on", true, "at", LocalDate.of(2024, 1, 31)),
            Map.of("n", 2.5, "zip", "01234", "on", "1", "at", "x"),
            Map.of("n", "z", "zip", 4L, "on", false, "at", LocalDate.of(2024, 2, 1))),
        BlockKit.of(BLOCK, "sampleRecords", 1, "onTypeConflict", "text").run(table).well());
    String said = BlockKit.of(BLOCK, "sampleRecords", 1).run(table).fault(Fault.RECORD_INVALID);
    assertTrue(said.startsWith("Record 2 (line 3) has a 'zip' that may be no number"), said);
    said =
        BlockKit.of(BLOCK, "types", "n=integer", "onTypeConflict", "text")
            .run("n\n1\nx\n")
            .fault(Fault.RECORD_INVALID);
    assertEquals("Record 2 (line 3) has a 'n' that is no number: x.", said);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 10_000, 1 << 20})
  void recordsAreTheSameInWhateverPartsTheyAreHandedOver(long bytes) throws Exception {
    String text =
        IntStream.range(0, 5000)
            .mapToObj(i -> i + ",é" + i + "\r\n")
            .collect(Collectors.joining("", "n,t\n", ""));
    Came came = BlockKit.of(BLOCK).chunks(bytes).run(text);
    assertEquals(5000, came.well().size());
    for (int i = 0; i < 5000; i++) {
      assertEquals(Map.of("n", (long) i, "t", "é" + i), came.records().get(i));
      assertEquals((long) i, came.positions().get(i));
    }
    assertTrue(bytes == 1 ? came.passes() == 5000 : came.passes() < 1500, "" + came.passes());
  }

  @Test
  void noDigitIsLost() throws Exception {
    Map<String, Object> record =
        BlockKit.of(BLOCK)
            .run("a,b,c\n12345678901234567890,0.12345678901234567890,9007199254740993\n")
            .well()
            .get(0);
    assertEquals("12345678901234567890", record.get("a").toString());
    assertEquals("0.12345678901234567890", record.get("b").toString());
    assertEquals(9007199254740993L, record.get("c"));
  }
}
