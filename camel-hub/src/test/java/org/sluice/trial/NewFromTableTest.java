package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes that are made from tables. */
class NewFromTableTest extends NewRig {
  @Test
  void tablesBecomeRowsOrWhereSoWantedPoints() throws Exception {
    String table = "day;price;of\r\n2026-01-31;1,5;\"a\nb\"\r\n2026-02-28;2,5;c\r\n";
    String yaml = made("t.csv", table);
    assertTrue(yaml.contains("kamelet:table-rows-sink"), yaml);
    assertTrue(yaml.contains("# With --to points it is a time series"), yaml);
    assertTrue(yaml.contains("# 'price': number (1.5, 2.5)\n"), yaml);
    assertTrue(yaml.contains("# 'day': time or date (2026-01-31, 2026-02-28)\n"), yaml);
    assertEquals(
        0,
        folder.run("new", "route=points", "from=" + folder.write("../t.csv", table), "to=points"),
        () -> "" + folder.said());
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    yaml = folder.read("points/points.camel.yaml");
    assertTrue(yaml.contains("time: day\n"), yaml);
    assertTrue(yaml.contains("fields: price,of\n"), yaml);
  }

  @Test
  void aFirstLineOfNumbersThatGoUpMayBeNames() throws Exception {
    String yaml = made("t.csv", "Stadt;2020;2021;2022\nUlm;1;2;3\nBonn;4;5;6\n");
    assertTrue(yaml.contains("Line 1 may be names: with 'header: yes' it is taken so."), yaml);
    folder = new TrialFolder(temporary.resolve("other"));
    yaml = made("t.csv", "Ulm;7;2;3\nBonn;4;5;6\n");
    assertFalse(yaml.contains("may be names"), yaml);
  }

  @Test
  void whatIsFoundOfATableIsSaid() throws Exception {
    String yaml =
        made(
            "t.csv",
            "\ufeffTag;Temperatur °C;Feuchte %;Ort\r\n"
                + "27.11.2026 06:00;3,5;81;Dach\r\n28.11.2026 06:10;1.204,25;k.A.;Hof\r\n");
    assertTrue(
        yaml.contains(
            "# A table: values parted by ;, decimals behind a comma, a byte order mark, names in"
                + " line 1.\n"),
        yaml);
    assertTrue(yaml.contains("# 'Temperatur °C': number, °C by its name (3.5, 1204.25)\n"), yaml);
    assertTrue(yaml.contains("# 'Tag': time or date (2026-11-27T06:00:00Z, 2026"), yaml);
    assertTrue(yaml.contains("# 'Feuchte %': whole number, % by its name (81)\n"), yaml);
    assertTrue(yaml.contains("nulls: k.A.\n"), yaml);
    assertTrue(yaml.contains("# Times without a zone are UTC, unless 'zone' says"), yaml);
  }

  @Test
  void theSignsInNumbersAndTheTypesOfColumnsAreSaidSoThatAnOddValueIsAFault() throws Exception {
    String yaml = made("t.csv", "day;Temp (°C);n;of\n2026-01-31;3,5;1;x\n2026-02-01;4,25;2;07\n");
    assertTrue(
        yaml.contains("types: \"day=date,\\\"Temp (°C)\\\"=decimal,n=number,of=text\"\n"), yaml);
    assertTrue(yaml.contains("decimal: \",\"\n"), yaml);
    assertTrue(yaml.contains("thousands: none\n"), yaml);
    for (String odd : new String[] {"1.234", "n.v."}) {
      parked(
          "Record 1 (line 2) has a 'Temp (°C)' that is no number: " + odd + ".",
          "later.csv",
          "day;Temp (°C);n;of\n2026-03-01;" + odd + ";1;y\n");
    }
    assertEquals(0, tried("whole.csv", "day;Temp (°C);n;of\n2026-03-01;4;1,5;y\n"));
    assertEquals(1.5, folder.last("told", "rows", "rows", "0", "n"));
  }

  @Test
  void whatStandsBetweenThousandsIsSaidWhereTheSampleHasIt() throws Exception {
    String later = "q;n\n1.234;1\n";
    String yaml = made("t.csv", "q;n\n1.204,25;1\n4,25;2\n");
    assertTrue(yaml.contains("thousands: \".\"\n"), yaml);
    assertEquals(0, tried("later.csv", later));
    assertEquals(1234.0, folder.last("told", "rows", "rows", "0", "q"));
    folder = new TrialFolder(temporary.resolve("blank"));
    yaml = made("t.csv", "q;n\n1\u00a0204,25;1\n4,25;2\n");
    assertTrue(yaml.contains("thousands: \" \"\n"), yaml);
    assertEquals(1, tried("later.csv", later));
  }

  @Test
  void wordsForNoValueAreFound() throws Exception {
    String yaml = made("t.csv", "d;q;n\n2026-01-31;1,5;-\n2026-02-01;mq;x\n2026-02-02;-2,25;y\n");
    assertTrue(yaml.contains("nulls: mq\n"), yaml);
    assertTrue(yaml.contains("# 'q': number (1.5, -2.25)\n"), yaml);
    assertTrue(yaml.contains("# 'n': text (-, x, y)\n"), yaml);
  }

  @Test
  void ofALargeTableTheFirstRecordsAreTheExample() throws Exception {
    StringBuilder table = new StringBuilder("n,text\n");
    for (int i = 0; i < 60_000; i++) {
      table.append(i).append(",\"of\nsome length\"\n");
    }
    made("t.csv", table.toString());
    String input = folder.read("made/examples/sample/input.csv");
    assertTrue(input.endsWith("\n9,\"of\nsome length\"\n"), input);
  }

  @Test
  void bytesThatAreNotUtf8AreReadAsLatinOnes() throws Exception {
    byte[] latin = "ort;n\nS\u00fcd;1\n".getBytes(Charset.forName("windows-1252"));
    String yaml = made("t.csv", latin);
    assertTrue(yaml.contains("encoding: windows-1252\n"), yaml);
    assertTrue(prose(yaml).contains("The sample's bytes are not UTF-8."), yaml);
    assertEquals(List.of(Map.of("ort", "S\u00fcd", "n", 1)), rows());
    folder = new TrialFolder(temporary.resolve("other"));
    // A byte that windows-1252 has no letter for.
    yaml = made("t.csv", "ort;n\nS\u00fcd\u0081;1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(yaml.contains("encoding: ISO-8859-1\n"), yaml);
  }

  @Test
  void columnsOfOneNameOrNoneGetNames() throws Exception {
    String yaml = made("t.csv", "id,Preis,preis,,preis_2,\"a,b\"\nx,1,2,3,4,5\n");
    assertTrue(yaml.contains("columns: \"id,Preis,preis_3,c4,preis_2,\\\"a,b\\\"\"\n"), yaml);
    assertTrue(
        yaml.contains("# Column 3 is called 'preis', as one before it: 'preis_3' here.\n"), yaml);
    assertTrue(yaml.contains("# Column 4 has no name: 'c4' here.\n"), yaml);
    assertTrue(yaml.contains("types: \"id=text,Preis=number,preis_3=number,"), yaml);
    assertEquals(
        List.of(Map.of("id", "x", "Preis", 1, "preis_3", 2, "c4", 3, "preis_2", 4, "a,b", 5)),
        rows());
  }

  @Test
  void aColumnThatTypesCannotNameIsSaid() throws Exception {
    String yaml = made("t.csv", "a,\"x}y{z,=\",\"b,c\"\n1,2,3\n");
    assertTrue(yaml.contains("types: \"a=number,\\\"b,c\\\"=number\"\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "'x}y{z,=' stands not in 'types', which cannot hold the name: its type is found"
                    + " anew in each object. 'columns' gives all columns other names."),
        yaml);
  }

  @Test
  void aColumnThatIsCalledOtherwiseInTheDatabaseIsSaid() throws Exception {
    String name = "n".repeat(70);
    String yaml = made("t.csv", name + ",b\n1,2\n");
    String column =
        ((Map<?, ?>) rows().get(0))
            .keySet().stream()
                .map(String::valueOf)
                .filter(each -> !each.equals("b"))
                .findAny()
                .get();
    assertEquals(63, column.length());
    String said =
        "The column of '%s' is called '%s' in PostgreSQL, whose names have 63 bytes at most."
            .formatted(name, column);
    assertTrue(prose(yaml).contains(said), yaml);
    tried("t.csv");
    assertEquals(List.of(said), folder.last("notes"));
    tried("u.csv", name + ",b\n,2\n");
    assertEquals(List.of(), folder.last("notes"));
  }

  @Test
  void unitsAreSaidOnceForEachColumn() throws Exception {
    String yaml = made("t.csv", "a,b,c\n5K,5 %,1\n7,6 %,1e3\n1K,7 %,2\n");
    assertTrue(yaml.contains("# 'a' has a unit at times: 5K is read as 5000.0."), yaml);
    assertTrue(yaml.contains("# 'b' has a unit: 5 % is read as 5.0."), yaml);
    assertTrue(prose(yaml).contains("To keep the texts as they are: a=text in 'types'."), yaml);
    corrected(yaml.replace("a=decimal", "a=text"), "t.csv");
    assertEquals("5K", folder.last("told", "rows", "rows", "0", "a"));
    assertFalse(yaml.contains("'c' has a unit"), yaml);
    assertEquals(2, yaml.split("has a unit", -1).length - 1, yaml);
  }

  @Test
  void amountsWithUnitsThatNobodyKnowsAndMixedTimesAreSaid() throws Exception {
    String table =
        "Betrag;Menge;am;haus;ort\n1.234,50 €;3 Stk;2026-11-28;12 a;Ulm\n"
            + "7 €;4 Stk;27.11.2026;7;Bonn\n9,10 €;;28.11.2026;8 b;Köln\n1 €;5 Stk;28.11.2026;9;y\n";
    String yaml = made("t.csv", table);
    String prose = prose(yaml);
    assertTrue(
        prose.contains(
            "'Betrag' has amounts with a unit such as 1.234,50 €: text, as nothing says what '€' is"
                + " worth. To have numbers: Betrag=number(€=1) in 'types' here and decimal: \",\"."),
        prose);
    assertTrue(prose.contains("Menge=number(Stk=1) in 'types' here."), prose);
    assertTrue(
        prose.contains(
            "'am' has times of different forms, such as 2026-11-28 and 27.11.2026: text"),
        prose);
    assertFalse(prose.contains("'haus' has"), prose);
    // What it says is what is to be done.
    folder.write(
        "made/made.camel.yaml",
        yaml.replace("Betrag=text", "Betrag=number(€=1)")
            .replace("Menge=text", "Menge=number(Stk=1)")
            .replaceFirst("( +)(types: )", "$1decimal: ','\n$1$2"));
    assertEquals(0, folder.run("try", "route=made", "file=" + folder.write("../t.csv", table)));
    assertEquals("1234.5", String.valueOf(folder.last("told", "rows", "rows", "0", "Betrag")));
  }

  @Test
  void wordsForNoValueAreNoneInColumnsOfTextsTooAndThatIsSaid() throws Exception {
    String yaml = made("t.csv", "n,of\n1,k.A.\nk.A.,x\n");
    assertTrue(
        prose(yaml)
            .contains(
                "They stand where other records have a number or a time. In every column they"
                    + " are no value then, in one of texts too. So 'of', a text, loses its"
                    + " 'k.A.'. To keep that: leave it out here."),
        yaml);
    assertEquals(List.of(Map.of("n", 1), Map.of("of", "x")), rows());
    folder = new TrialFolder(temporary.resolve("other"));
    yaml = made("t.csv", "n,of\n1,y\nk.A.,x\n");
    assertFalse(yaml.contains("loses its"), yaml);
  }

  @Test
  void aColumnThatIsEmptyIsSaidToBe() throws Exception {
    String yaml = made("t.csv", "n,of\n1,\n2,\n");
    assertTrue(yaml.contains("# 'of': empty in every record that has it\n"), yaml);
  }
}
