package org.sluice.enrich.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;
import org.sluice.routes.BlockKit.Came;

/** Tables that cannot be read, or not wholly, or that mean harm. */
class CsvFaultsTest {
  private static final String BLOCK = "csv-records-action";

  @Test
  void aFaultTellsItsRecordAndLine() throws Exception {
    assertEquals(
        "Record 2 (line 4) has 3 values for 2 columns: '3' stands behind that of b, the last.",
        BlockKit.of(BLOCK).run("a,b\n\"1\nx\",2\n1,2,3\n").fault(Fault.RECORD_INVALID));
    assertEquals(
        "Record 1 (line 2) has 3 values for 2 columns: '3' stands behind that of b, the last.",
        BlockKit.of(BLOCK).run("a,b\n\"1\nx\",2,3\n").fault(Fault.RECORD_INVALID));
    assertEquals(
        "Record 1 (line 2) has 1 values for 2 columns: none for b.",
        BlockKit.of(BLOCK).run("a,b\n1\n").fault(Fault.RECORD_INVALID));
    assertEquals(
        "Record 2 (line 3) has 1 values for 5 columns: none for b, c, d and 1 more.",
        BlockKit.of(BLOCK).run("a,b,c,d,e\n1,2,3,4,5\n1\n").fault(Fault.RECORD_INVALID));
    assertTrue(Fault.RECORD_INVALID.hint().contains("onReject: skip"));
    assertEquals(
        "Record 2 (line 3) has a 'n' that is no number: x.",
        BlockKit.of(BLOCK, "types", "n=integer").run("n\n1\nx\n").fault(Fault.RECORD_INVALID));
    assertEquals(
        "Record 3 (line 4) has a 'n' that is no number: x (as those of the first records were; say"
            + " 'types').",
        BlockKit.of(BLOCK, "sampleRecords", 2).run("n\n1\n2\nx\n").fault(Fault.RECORD_INVALID));
    String cut = BlockKit.of(BLOCK).run("a,b\n1,\"2\n3,4\n").fault(Fault.CSV_MALFORMED);
    assertTrue(cut.startsWith("Cut or malformed CSV in line "), cut);
    String quote = BlockKit.of(BLOCK).run("a,b\n1,\"2\"3\n").fault(Fault.CSV_MALFORMED);
    assertTrue(quote.startsWith("Cut or malformed CSV in line 2"), quote);
  }

  @Test
  void aHeaderThatNamesNothingOrOneThingTwiceIsAFault() throws Exception {
    for (String text : List.of("a,,c\n1,2,3\n", "a,b,\n1,2,\n", "a,\" \"\n1,2\n")) {
      String said = BlockKit.of(BLOCK).run(text).fault(Fault.CSV_MALFORMED);
      assertTrue(said.contains("has no name for column"), said);
    }
    String said = BlockKit.of(BLOCK).run("a,b,A\n1,2,3\n").fault(Fault.CSV_MALFORMED);
    assertEquals(
        "The table's first record has the name 'A' twice; say 'columns' to name them.", said);
    said = BlockKit.of(BLOCK, "types", "x=text").run("a\n1\n").fault(Fault.CSV_MALFORMED);
    assertEquals("The table has no column 'x' as 'types' says; it has: a.", said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff", "\n\r\n\n"})
  void anEmptyTableIsAFaultAndAHeaderAloneIsDeclined(String text) throws Exception {
    assertEquals(
        "The object is empty: there is no table in it.",
        BlockKit.of(BLOCK).run(text).fault(Fault.OBJECT_EMPTY));
    assertEquals(
        "The table has a header and no record.", BlockKit.of(BLOCK).run(text + "a,b\n").declined());
  }

  @Test
  void aRouteThatSkipsGoesOnWithoutTheRecordsThatItCannotTake() throws Exception {
    Came came =
        BlockKit.of(BLOCK, "types", "n=integer").skipping().chunks(1).run("n\n1\nx\n2,3\n4\n");
    assertEquals(List.of(Map.of("n", 1L), Map.of("n", 4L)), came.well());
    assertEquals(
        List.of(
            "Record 2 (line 3) has a 'n' that is no number: x.",
            "Record 3 (line 4) has 2 values for 1 columns: '3' stands behind that of n, the last."),
        came.rejects());
  }

  @Test
  void aRecordThatIsTooLargeOrTooWideIsRefusedBeforeItFillsTheMemory() throws Exception {
    String large = "a,b\n1,2\n1,\"" + "x".repeat(17 << 20);
    String said = BlockKit.of(BLOCK).run(large).fault(Fault.OBJECT_TOO_LARGE);
    assertTrue(said.startsWith("Record 3 is larger than the 16777216 characters"), said);
    String wide = "a,b\n1,2\n" + ",".repeat(300_000) + "\n";
    said = BlockKit.of(BLOCK).run(wide).fault(Fault.OBJECT_TOO_LARGE);
    assertTrue(said.contains("200000 separators"), said);
    String columns = ",a".repeat(300).substring(1) + "\n1\n";
    said = BlockKit.of(BLOCK, "maxColumns", 200).run(columns).fault(Fault.CSV_MALFORMED);
    String header = "\"aaaaaaaa\";".repeat(9_000) + "\"n\"\n";
    String first = BlockKit.of(BLOCK).run(header + "1;2\n").fault(Fault.CSV_MALFORMED);
    assertTrue(first.contains("has the name 'aaaaaaaa' twice"), first);
    assertTrue(said.contains("has 300 columns, and may have 200"), said);
  }

  @Test
  void formulasAndStatementsAreTextsAndNothingElse() throws Exception {
    List<String> hostile =
        List.of("=cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "'; DROP TABLE x; --", "$(id)", "{{x}}");
    String text =
        hostile.stream()
            .map(each -> '"' + each + "\",1\n")
            .collect(Collectors.joining("", "\"a'\"\"b\",n\n", ""));
    List<Map<String, Object>> records = BlockKit.of(BLOCK).run(text).well();
    for (int i = 0; i < hostile.size(); i++) {
      assertEquals(hostile.get(i), records.get(i).get("a'\"b"));
    }
  }

  @Test
  void aNumberThatADatabaseWouldHaveAsInfiniteIsAtFault() throws Exception {
    for (String type : new String[] {"decimal", "number"}) {
      for (String beyond : new String[] {"1e400", "-1.8e308", "1" + "0".repeat(309)}) {
        String said =
            BlockKit.of(BLOCK, "types", "n=" + type)
                .run("m,n\na,1e308\nb," + beyond + "\n")
                .fault(Fault.RECORD_INVALID);
        assertTrue(
            said.startsWith(
                "Record 2 (line 3) has a 'n' that is larger than any number can be here, but as"
                    + " exact or text: "
                    + beyond.substring(0, 5)),
            said);
      }
    }
    String within =
        BlockKit.of(BLOCK, "types", "n=json").run("m,n\na,[[1e400]]\n").fault(Fault.RECORD_INVALID);
    assertTrue(within.contains("holds a number larger than any can be here"), within);
    assertEquals(
        new BigDecimal("1E+400"),
        BlockKit.of(BLOCK, "types", "n=exact").run("n\n1e400\n").well().get(0).get("n"));
  }

  @Test
  void aCodeThatCouldBeANumberIsNoName() throws Exception {
    assertEquals(
        Map.of("c1", "x", "c2", "1E1"), BlockKit.of(BLOCK).run("x,1E1\ny,2E2\n").well().get(0));
    assertEquals("B000", BlockKit.of(BLOCK).run("n,m\nB000,1\nK10,2\n").well().get(0).get("n"));
  }

  @Test
  void aNumberWithAHostileExponentIsText() throws Exception {
    assertEquals(
        "1e999999999", BlockKit.of(BLOCK).run("n,m\n1e999999999,1\n").well().get(0).get("n"));
    String said =
        BlockKit.of(BLOCK, "types", "n=exact").run("n\n1e999999999\n").fault(Fault.RECORD_INVALID);
    assertEquals("Record 1 (line 2) has a 'n' that is no number: 1e999999999.", said);
  }

  @Test
  void aTimeOfAnotherFormIsSaidWithTheFormThatWasWanted() throws Exception {
    assertEquals(
        "Record 1 (line 2) has a 'a' that is no date of the form DD.MM.YYYY (DD is the day of the"
            + " year, YYYY is the year of weeks: dd.MM.yyyy?): 03.04.2026.",
        BlockKit.of(BLOCK, "types", "a=date(DD.MM.YYYY)")
            .run("a\n03.04.2026\n")
            .fault(Fault.RECORD_INVALID));
    assertEquals(
        "Record 1 (line 2) has a 'a' that is no time of the form d.M.yyyy: soon.",
        BlockKit.of(BLOCK, "types", "a=time(d.M.yyyy)")
            .run("a\nsoon\n")
            .fault(Fault.RECORD_INVALID));
  }

  @Test
  void aWrongPairIsSaidOnceAndHowItIsWritten() throws Exception {
    String said = BlockKit.refused(BLOCK, "types", "\"at=time(d.M.yyyy)\",x=integer");
    assertTrue(
        said.contains("'at=time(d.M.yyyy)' has no '=' behind it: quote the name only, \"at\"=time"),
        said);
    assertFalse(said.contains("parameter 'types': parameter 'types'"), said);
    assertTrue(said.contains("block csv-records-action: parameter 'types'"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types|a=number,b|'b' has no '=' behind it",
        "types|a=wholly|'a' is of type 'wholly'",
        "types|a=date(QQQQQQQ)|is no pattern of a time",
        "types|a=decimal(k=x)|the unit 'k' is worth 'x'",
        "types|a=time(iso @ Nowhere)|'Nowhere' is no time zone",
        "separator|;;|is not one character",
        "decimal|;|should be",
        "zone|Nowhere|'Nowhere' is no time zone",
        "zone|Europe/Berln|; did you mean Europe/Berlin?",
        "encoding|x|'x' is no encoding",
        "header|maybe|should be yes or no",
        "maxColumns|-1|should be a whole number above 0",
        "seperator|;|has no parameter 'seperator'"
      })
  void aParameterThatIsWrongRefusesTheRoute(String wrong) throws Exception {
    String[] parts = wrong.split("\\|");
    String said = BlockKit.refused(BLOCK, parts[0], parts[1]);
    assertTrue(said.contains(parts[2]), said);
    assertTrue(said.contains(parts[0]), said);
  }
}
