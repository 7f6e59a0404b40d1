package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that are made from tables with a title above them, or that may be cut. */
class NewFromOddTableTest extends NewRig {
  private static final String OPEN = "The last line has no line end: if the file was cut, its last";

  @Test
  void linesAboveTheTableArePassedOver() throws Exception {
    String table = "Tag;Temp;Ort\n27.11.2026;3,5;Süd\n28.11.2026;4,25;Hof\n";
    String yaml = made("t.csv", "Report of station 5;;\nmade by \"x\";\n\n" + table);
    assertTrue(yaml.contains("skipLines: \"2\"\n"), yaml);
    assertTrue(yaml.contains("decimals behind a comma, names in line 4.\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "The first 2 lines, from 'Report of station 5' on, are no part of the table: so"
                    + " many of each object are passed over, whatever stands there."),
        yaml);
    assertTrue(yaml.contains("types: \"Tag=date(d.M.yyyy),Temp=decimal,Ort=text\"\n"), yaml);
    assertEquals(
        List.of(
            Map.of("Tag", "2026-11-27", "Temp", 3.5, "Ort", "Süd"),
            Map.of("Tag", "2026-11-28", "Temp", 4.25, "Ort", "Hof")),
        rows());
    Path later = folder.write("../later.csv", "x\n\n" + table);
    assertEquals(0, folder.run("try", "route=made", "file=" + later), () -> "" + folder.said());
    assertEquals(2, folder.last("records"));
  }

  @Test
  void ofALargeTableWithATitleTheFirstRecordsAreTheExample() throws Exception {
    StringBuilder table =
        new StringBuilder("\ufeffPrices\r\n\r\n\"day\",\"shop, or place\",eur\r\n");
    for (int i = 0; i < 2000; i++) {
      table.append("2026-01-31,Nord,").append(i).append(".5\r\n");
    }
    String yaml = made("t.csv", table.toString());
    assertTrue(yaml.contains("skipLines: \"1\"\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "Line 1, 'Prices', is no part of the table: the first line of each object is passed"
                    + " over, whatever stands there."),
        yaml);
    assertEquals(10, rows().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Report\nday,v\n2026-01-01,3\n2026-01-02,4\n",
        "Report, station 5\n\nday;v;of\n2026-01-01;3;x\n2026-01-02;4;y\n",
        "Report;;;\n;;;\nname;city;of;at\na;b;c;d\ne;f;g;h\n",
        "Report\nname;city\na;b\nc;d\n",
        "Report\n\n1;2;3\n4;5;6\n",
        "Group;;Value;\nname;n;old;new\na;1;2;3\nb;4;5;6\n"
      })
  void aTitleIsFoundHoweverItIsParted(String table) throws Exception {
    assertTrue(made("t.csv", table.getBytes(StandardCharsets.UTF_8)).contains("skipLines: \""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day,v\n2026-01-01,3\n2026-01-02,4\n",
        "name;;city\na;x;Ulm\nb;y;Bonn\n",
        ";a;b;c\nx;1;2;3\ny;4;5;6\n",
        "name;\na;x\nb;y\n",
        "id;;\nA;1;2\nB;3;4\n",
        "2026-01-01;;;\n2026-01-02;;;\n2026-01-03;1;2;3\n2026-01-04;1;2;3\n",
        "text\na\nb\n",
        "sep=;\na;b\n1;2\n3;4\n"
      })
  void whatIsNoTitleIsPassedOverByNobody(String table) throws Exception {
    assertFalse(made("t.csv", table.getBytes(StandardCharsets.UTF_8)).contains("skipLines"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wert\n1,5\n2,5\n3,25\n",
        "text\nHello, you\nBye, now\n",
        "a;b;c\n1,5;2,5\n2,5;4,5;6\n",
        "Wert\n1,234,567\n2,345,678\n"
      })
  void recordsOfOtherWidthsThanTheNamesAreAFaultAsEver(String table) throws Exception {
    refused("values for ", "made", folder.write("../t.csv", table));
  }

  @Test
  void aLastLineWithoutAnEndIsSaid() throws Exception {
    String yaml = made("t.csv", "n,of\n1,roof\n2,ya");
    assertTrue(prose(yaml).contains(OPEN + " value may be shorter than it was."), yaml);
    int place = 0;
    for (String whole :
        List.of("n,of\n1,a\n2,b\n", "n,of\r1,a\r", "n,of\n1,a\n2,\"b\"", "'n'\n'a'")) {
      folder = new TrialFolder(temporary.resolve("whole" + place++));
      assertFalse(made("t.csv", whole).contains("no line end"), whole);
    }
    folder = new TrialFolder(temporary.resolve("wide"));
    yaml = made("t.csv", "\ufeffn,of\n1,a\n".getBytes(StandardCharsets.UTF_16LE));
    assertFalse(yaml.contains("no line end"), yaml);
    folder = new TrialFolder(temporary.resolve("open"));
    yaml = made("t.csv", "\ufeffn,of\n1,a".getBytes(StandardCharsets.UTF_16LE));
    assertTrue(yaml.contains("no line end"), yaml);
  }
}
