package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers such as 1.234, in which the point may stand between thousands or before decimals. */
class NewTwoWaysTest extends NewRig {
  private static final String SAID =
      "'n' has numbers such as 1.234: whether the point stands between thousands or before"
          + " decimals, the column does not tell. ";

  private List<?> column() throws Exception {
    return rows().stream().map(row -> (Object) ((Map<?, ?>) row).get("n")).toList();
  }

  @Test
  void whereOtherColumnsHaveDecimalCommasItStandsBetweenThousands() throws Exception {
    String yaml = prose(made("t.csv", "d;n;p\n27.11.2026;1.234;1,5\n28.11.2026;2.500;2,5\n"));
    assertEquals(List.of(1234, 2500), column());
    assertTrue(
        yaml.contains(
            SAID
                + "Read as 1234, as other columns have decimals behind a comma. For 1.234 say"
                + " n=text in 'types' here, and behind this block add a types-action with types:"
                + " n=number, decimal: \".\" and thousands: none."),
        yaml);
    // What it says is what is to be done.
    String route = folder.read("made/made.camel.yaml");
    String own =
        route
            .replace("n=number", "n=text")
            .replaceFirst(
                "( +)- to:\n +uri: kamelet:table",
                "$1- to:\n$1    uri: kamelet:types-action\n$1    parameters:\n$1      types:"
                    + " n=number\n$1      decimal: \".\"\n$1      thousands: none\n$0");
    corrected(own, "t.csv");
    assertEquals(1.234, folder.last("told", "rows", "rows", "0", "n"));
    assertEquals(1.5, folder.last("told", "rows", "rows", "0", "p"));
  }

  @Test
  void thousandsAndDecimalsByOneSignAreTwoBlocks() throws Exception {
    String table = "d;n;p\nx;1.234.567;1.5\ny;2.500.000;2.25\n";
    String yaml = made("t.csv", table);
    assertTrue(yaml.contains("types: \"d=text,n=number,p=text\"\n"), yaml);
    assertTrue(yaml.contains("thousands: \".\"\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "'p' has numbers such as 1.5, with a point before decimals, where other columns"
                    + " have it between thousands: text, as a block is told of one sign only. To"
                    + " have numbers: leave it a text here, and behind this block add a types-action"
                    + " with types: p=number and decimal: \".\"."),
        yaml);
    followed("types: p=number\n$1      decimal: \".\"");
    folder = new TrialFolder(temporary.resolve("commas"));
    yaml = made("t.csv", table.replace(';', ','));
    assertTrue(yaml.contains("types: \"d=text,n=text,p=decimal\"\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "'n' has numbers such as 1.234.567, with a point between thousands, where other"
                    + " columns have it before decimals: text,"),
        yaml);
    assertTrue(prose(yaml).contains("with types: n=number and decimal: \",\"."), yaml);
    followed("types: n=number\n$1      decimal: \",\"");
  }

  /** What it says is what is to be done. */
  private void followed(String parameters) throws Exception {
    String own =
        folder
            .read("made/made.camel.yaml")
            .replaceFirst(
                "( +)- to:\n +uri: kamelet:table",
                "$1- to:\n$1    uri: kamelet:types-action\n$1    parameters:\n$1      "
                    + parameters
                    + "\n$0");
    folder.write("made/made.camel.yaml", own);
    Path sample = folder.path("../t.csv");
    assertEquals(0, folder.run("try", "route=made", "file=" + sample), () -> "" + folder.said());
    assertEquals(1234567, folder.last("told", "rows", "rows", "0", "n"));
    assertEquals(1.5, folder.last("told", "rows", "rows", "0", "p"));
  }

  @Test
  void betweenSemicolonsItStandsBetweenThousands() throws Exception {
    String yaml = made("t.csv", "d;n\nx;1.234\ny;2.500\nz;3.750\n");
    assertEquals(List.of(1234, 2500, 3750), column());
    assertTrue(yaml.contains("decimal: \",\"\n"), yaml);
    assertTrue(yaml.contains("thousands: \".\"\n"), yaml);
    assertTrue(yaml.contains("types: \"d=text,n=number\"\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                SAID
                    + "Read as 1234, as values are parted by ;. For 1.234 say here decimal: \".\""
                    + " and thousands: none."),
        yaml);
    corrected(
        yaml.replace("decimal: \",\"", "decimal: \".\"")
            .replace("thousands: \".\"", "thousands: none"),
        "t.csv");
    assertEquals(1.234, folder.last("told", "rows", "rows", "0", "n"));
  }

  @Test
  void besideGermanDaysItStandsBetweenThousands() throws Exception {
    String yaml = made("t.csv", "d,n\n27.11.2026,1.234\n28.11.2026,2.500\n");
    assertEquals(List.of(1234, 2500), column());
    assertTrue(prose(yaml).contains("Read as 1234, as days are written as 27.11.2026 is."), yaml);
  }

  @Test
  void otherwiseItStandsBeforeDecimals() throws Exception {
    String yaml = made("t.csv", "d,n\n2026-11-27,1.234\n2026-11-28,2.500\n");
    assertEquals(List.of(1.234, 2.5), column());
    assertTrue(
        prose(yaml)
            .contains(
                "Read as 1.234, as decimals stand behind a point where nothing speaks against it."
                    + " For 1234 say here decimal: \",\" and thousands: \".\"."),
        yaml);
    folder = new TrialFolder(temporary.resolve("points"));
    yaml = made("t.csv", "d;n;p\nx;1.234;1.5\ny;2.500;2.5\n");
    assertEquals(List.of(1.234, 2.5), column());
    assertTrue(prose(yaml).contains("as other columns have decimals behind a point."), yaml);
  }

  @Test
  void aCommaIsSaidToo() throws Exception {
    String yaml = made("t.csv", "d,n\nx,\"1,234\"\ny,\"2,500\"\n");
    assertEquals(List.of(1234, 2500), column());
    assertTrue(
        prose(yaml)
            .contains(
                "whether the comma stands between thousands or before decimals, the column does not"
                    + " tell. Read as 1234,"),
        yaml);
    assertTrue(
        prose(yaml).contains("For 1.234 say here decimal: \",\" and thousands: none."), yaml);
  }

  @Test
  void whatTellsIsNotSaid() throws Exception {
    String yaml = made("t.csv", "d;n;m\nx;0.125;1.234\ny;0.250;1234.567\n");
    assertEquals(List.of(0.125, 0.25), column());
    assertFalse(yaml.contains("has numbers such as"), yaml);
    folder = new TrialFolder(temporary.resolve("quoted"));
    yaml = made("t.csv", "d,n\nx,\"0,125\"\ny,\"0,250\"\n");
    assertEquals(List.of(0.125, 0.25), column());
    assertFalse(yaml.contains("has numbers such as"), yaml);
  }

  @Test
  void aRecordBehindThoseThatAreLookedAtMayTell() throws Exception {
    String yaml = made("t.csv", "d;n\n" + "x;1.234\n".repeat(1200) + "y;1.5\n");
    assertEquals(1.234, column().get(0));
    assertTrue(prose(yaml).contains("Read as 1.234, as other records of it tell."), yaml);
  }

  @Test
  void ofXmlItIsSaidToo() throws Exception {
    String yaml = made("a.xml", "<a><b><n>1.234</n></b><b><n>2.500</n></b></a>");
    assertTrue(prose(yaml).contains(SAID + "Read as 1.234, as decimals stand"), yaml);
    assertTrue(yaml.contains("types: \"n=decimal\"\n"), yaml);
  }
}
