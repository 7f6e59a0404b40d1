package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.routes.RouteFiles;

class NewCommandTest extends NewRig {
  @Test
  void timesAndNumbersBecomePoints() throws Exception {
    String yaml =
        made(
            "sample.json",
            """
            [{"_id": "5d004092", "kind": "celsius", "room": "U4/301", "value": 15, "at": "2019-06-12T00:00:18"},
             {"_id": "5d004093", "kind": "celsius", "room": "U4/302", "value": 15.5, "at": "2019-06-12T00:01:18"}]
            """);
    assertTrue(yaml.contains("measurement: \"{kind}\"\n"), yaml);
    assertTrue(yaml.contains("without a zone, taken as UTC.\n              time: at\n"), yaml);
    assertTrue(yaml.contains("fields: value\n"), yaml);
    assertTrue(yaml.contains("tags: room\n"), yaml);
    assertTrue(yaml.contains("# Left out: '_id', text (5d004092, 5d004093)\n"), yaml);
    Map<?, ?> point = point();
    assertEquals("celsius", point.get("measurement"));
    assertEquals("2019-06-12T00:00:18Z", point.get("time"));
    assertEquals(Map.of("room", "U4/301"), point.get("tags"));
  }

  @Test
  void keysOfNestedObjectsAreFoundAndUnitsSaid() throws Exception {
    String yaml =
        made(
            "sample.jsonl",
            """
            {"station": {"id": 7}, "ts": 1764230400, "main": {"temp_c": 3.5, "rain": false}}
            {"station": {"id": 8}, "ts": 1764230460, "main": {"temp_c": 4, "rain": true}}
            """);
    assertTrue(yaml.contains("# 'main.temp_c': number, °C by its name (3.5, 4)\n"), yaml);
    assertTrue(yaml.contains("fields: main.temp_c,main.rain\n"), yaml);
    assertTrue(yaml.contains("tags: station.id\n"), yaml);
    assertEquals("2025-11-27T08:00:00Z", point().get("time"));
    assertEquals("made", point().get("measurement"));
  }

  @Test
  void recordsWithoutATimeOrANumberBecomeDocuments() throws Exception {
    String yaml = made("iris.json", "[{\"sepal\": 5.1, \"species\": \"setosa\"}]");
    assertTrue(yaml.contains("kamelet:documents-sink"), yaml);
    assertTrue(yaml.contains("# 'sepal': number (5.1)\n"), yaml);
    assertTrue(yaml.contains("# 'species': text (setosa)\n"), yaml);
    Files.delete(folder.path("made/made.camel.yaml"));
    assertEquals(
        0,
        folder.run(
            "new",
            "route=other",
            "from=" + folder.write("../a.json", "{\"at\": \"2020-01-01\", \"text\": \"x\"}")));
    yaml = folder.read("other/other.camel.yaml");
    assertTrue(yaml.contains("and no number: documents"), yaml);
  }

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
  void textsOfJsonThatSayTimesOrNumbersAreReadAsThese() throws Exception {
    String yaml =
        made(
            "sample.jsonl",
            """
            {"of": {"id": "0042", "seen": "27.11.2026 06:00"}, "main": {"temp_c": "3,5", "wind": 7}, "no": "17"}
            {"of": {"id": "0043", "seen": "28.11.2026 06:00"}, "main": {"temp_c": "4", "wind": "n/a"}, "no": "18"}
            """);
    assertTrue(
        yaml.contains(
                "types: \"of.seen=time(d.M.yyyy H:mm),main.temp_c=decimal,main.wind=number\"\n")
            || yaml.contains(
                "types: \"of.seen=time(d.M.yyyy H:mm),main.temp_c=number,main.wind=number\"\n"),
        yaml);
    assertTrue(yaml.contains("nulls: n/a\n"), yaml);
    assertTrue(yaml.contains("decimal: \",\"\n"), yaml);
    assertTrue(yaml.contains("time: of.seen\n"), yaml);
    assertTrue(yaml.contains("fields: main.temp_c,main.wind\n"), yaml);
    assertEquals("2026-11-27T06:00:00Z", point().get("time"));
  }

  @Test
  void aRecordWhoseOnlyNumberIsNotThereIsPassedOver() throws Exception {
    for (String none : new String[] {"\"n/a\"", "\"-\"", "\"\"", "\"Null\"", "\"mq\"", "null"}) {
      folder = new TrialFolder(temporary.resolve(none.replaceAll("\\W", "_")));
      String yaml =
          made(
              "sample.jsonl",
              """
              {"at": "2026-11-27T06:00:00Z", "temp_c": 3.5}
              {"at": "2026-11-27T06:10:00Z", "temp_c": %s}
              {"at": "2026-11-27T06:20:00Z", "temp_c": 4}
              """
                  .formatted(none));
      assertTrue(yaml.contains("fields: temp_c\n"), yaml);
      assertTrue(yaml.contains("onReject: skip\n"), yaml);
      assertTrue(yaml.contains("# 1 of the sample's records hold none of the fields"), yaml);
      String expected = folder.read("made/examples/sample/expected.json");
      assertTrue(expected.contains("Record 2 has no value in any of temp_c"), expected);
      boolean word = none.matches("\"[^\"]+\"");
      assertEquals(word, yaml.contains("# They stand where other records have a number"), yaml);
    }
  }

  @Test
  void theSignsInNumbersAndTheTypesOfColumnsAreSaidSoThatAnOddValueIsAFault() throws Exception {
    String yaml = made("t.csv", "day;Temp (°C);n;of\n2026-01-31;3,5;1;x\n2026-02-01;4,25;2;07\n");
    assertTrue(
        yaml.contains("types: \"day=date,\\\"Temp (°C)\\\"=decimal,n=number,of=text\"\n"), yaml);
    assertTrue(yaml.contains("decimal: \",\"\n"), yaml);
    assertTrue(yaml.contains("thousands: none\n"), yaml);
    for (String odd : new String[] {"1.234", "n.v."}) {
      Path later = folder.write("../later.csv", "day;Temp (°C);n;of\n2026-03-01;" + odd + ";1;y\n");
      assertEquals(1, folder.run("try", "route=made", "file=" + later));
      assertEquals(
          "Record 1 (line 2) has a 'Temp (°C)' that is no number: " + odd + ".",
          folder.last("trouble", "message"));
    }
    Path whole = folder.write("../whole.csv", "day;Temp (°C);n;of\n2026-03-01;4;1,5;y\n");
    assertEquals(0, folder.run("try", "route=made", "file=" + whole), () -> "" + folder.said());
    assertEquals(1.5, folder.last("told", "rows", "rows", "0", "n"));
  }

  @Test
  void whatStandsBetweenThousandsIsSaidWhereTheSampleHasIt() throws Exception {
    Path later = folder.write("../later.csv", "q;n\n1.234;1\n");
    String yaml = made("t.csv", "q;n\n1.204,25;1\n4,25;2\n");
    assertTrue(yaml.contains("thousands: \".\"\n"), yaml);
    assertEquals(0, folder.run("try", "route=made", "file=" + later), () -> "" + folder.said());
    assertEquals(1234.0, folder.last("told", "rows", "rows", "0", "q"));
    folder = new TrialFolder(temporary.resolve("blank"));
    later = folder.write("../later.csv", "q;n\n1.234;1\n");
    yaml = made("t.csv", "q;n\n1\u00a0204,25;1\n4,25;2\n");
    assertTrue(yaml.contains("thousands: \" \"\n"), yaml);
    assertEquals(1, folder.run("try", "route=made", "file=" + later), () -> "" + folder.said());
  }

  @Test
  void ofRowsFromJsonTheTypesAreSaidToo() throws Exception {
    Path sample =
        folder.write("../a.json", "[{\"a\": 1, \"b\": true}, {\"a\": 2.5, \"b\": false}]");
    assertEquals(0, folder.run("new", "route=r", "from=" + sample, "to=rows"));
    assertTrue(folder.read("r/r.camel.yaml").contains("types: \"a=number,b=boolean\"\n"));
    Path odd =
        folder.write("../odd.json", "[{\"a\": 1, \"b\": true}, {\"a\": \"x\", \"b\": true}]");
    assertEquals(1, folder.run("try", "route=r", "file=" + odd));
    assertEquals("Record 2 has a 'a' that is no number: x.", folder.last("trouble", "message"));
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
  void recordsGoWhereTheyAreToldTo() throws Exception {
    Path json = folder.write("../a.json", "{\"at\": \"2020-01-01\", \"v\": 1}");
    Path plain = folder.write("../b.json", "{\"v\": 1}");
    assertEquals(0, folder.run("new", "route=d", "from=" + json, "to=documents"));
    assertTrue(folder.read("d/d.camel.yaml").contains("kamelet:documents-sink"));
    assertEquals(0, folder.run("new", "route=r", "from=" + json, "to=rows"));
    assertTrue(folder.read("r/r.camel.yaml").contains("kamelet:table-rows-sink"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertEquals(2, folder.run("new", "route=p", "from=" + plain, "to=points"));
    assertTrue(((String) folder.last("error")).endsWith("they cannot be points."));
  }

  @Test
  void messagesOfAnMqttBridgeGoTheirOwnWay() throws Exception {
    String yaml =
        made(
            "m.json",
            "{\"topic\": \"a/b\", \"value\": [1], \"value_units\": [\"W\"], \"time\": 1}");
    assertTrue(yaml.contains("kamelet:sensor-readings-action"), yaml);
  }

  @Test
  void picturesGoToTheGraph() throws Exception {
    Path picture = RouteFiles.folder().resolve("pictures/examples/gps/input.jpg");
    assertEquals(0, folder.run("new", "route=made", "from=" + picture), () -> "" + folder.said());
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertTrue(folder.read("made/made.camel.yaml").contains("kamelet:image-graph-sink"));
  }

  @Test
  void ofALargeSampleTheFirstRecordsAreTheExample() throws Exception {
    StringBuilder array = new StringBuilder("[");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      String record = "{\"t\": " + (1_600_000_000 + i) + ", \"v\": 1.50, \"s\": \"one\"}";
      array.append(i == 0 ? "" : ",\n").append(record);
      lines.append(record).append('\n');
    }
    made("a.json", array + "]");
    String input = folder.read("made/examples/sample/input.json");
    assertTrue(input.startsWith("[{\"t\": 1600000000, \"v\": 1.50") && input.endsWith("}\n]\n"));
    assertEquals(10, input.split("1\\.50", -1).length - 1);
    assertEquals(
        0, folder.run("new", "route=lines", "from=" + folder.write("../a.jsonl", "" + lines)));
    assertEquals(10, folder.read("lines/examples/sample/input.jsonl").lines().count());
  }

  @Test
  void itTakesWhatItIsToldTo() throws Exception {
    Path sample = folder.write("../a-1.json", "{\"a\": 1}");
    assertEquals(0, folder.run("new", "route=own", "from=" + sample));
    assertEquals("own", folder.last("selects", "project"));
    assertEquals(
        0, folder.run("new", "route=both", "from=" + sample, "project=p", "name=a-*.json"));
    assertEquals("p", folder.last("selects", "project"));
    assertEquals("a-*.json", folder.last("selects", "name"));
    assertEquals(0, folder.run("new", "route=named", "from=" + sample, "name=**.json"));
    assertFalse(((Map<?, ?>) folder.last("selects")).containsKey("project"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void hostileKeysAndNamesStayText() throws Exception {
    String yaml =
        made(
            "a\"b: # {{x}}.json",
            """
            [{"t": "2020-01-01T00:00:00Z", "v": 1, "a,b": 2, "{{secret}}": 3, "x\\ny": 4, "q\\"u: '#": 5, "w (°C)": 6, "50% x?=y": 7, "p+q": 9, "a&b?c=d": 8,
              "k": "RAW(1)\\u2028- to: log"}]
            """);
    assertTrue(yaml.contains("fields: \"v,q\\\"u: '#,w (°C),50% x?=y\"\n"), yaml);
    assertTrue(yaml.contains("# Left out: 'a,b', whole number (2)\n"), yaml);
    assertTrue(yaml.contains("# Left out: 'a&b?c=d', whole number (8)\n"), yaml);
    assertTrue(yaml.contains("# Left out: 'p+q', whole number (9)\n"), yaml);
    Map<?, ?> fields = (Map<?, ?>) point().get("fields");
    assertEquals(7.0, fields.get("50% x?=y"));
    assertEquals(6.0, fields.get("w (°C)"));
  }

  @Test
  void whatCannotBeAnswersWithOneLine() throws Exception {
    Path good = folder.write("../a.json", "{\"a\": 1}");
    for (String name : new String[] {"", "a/b", "../a", "blocks", "-a", "a b", "é"}) {
      refused("cannot be called '" + name + "'", name, good);
    }
    assertEquals(0, folder.run("new", "route=made", "from=" + good));
    refused("already", "made", good);
    refused("There is no file", "other", temporary.resolve("none"));
    refused("is empty", "other", folder.write("../empty.json", ""));
    refused(
        "is text/html, and there are guesses for", "other", folder.write("../a.html", "<html>"));
    refused("\"By hand\" in routes/README.md", "other", folder.write("../a.log", "06:00 open\n"));
    refused("line 1, column", "other", folder.write("../cut.json", "{\"a\": 1"));
    refused("empty array", "other", folder.write("../none.json", "[]"));
    refused("is not an object", "other", folder.write("../numbers.json", "[1, 2]"));
    refused("is cut or malformed XML at line 1", "other", folder.write("../cut.xml", "<a><b>"));
    refused(
        "has a document type",
        "other",
        folder.write("../dtd.xml", "<!DOCTYPE a [<!ENTITY e 'x'>]><a><b/><b/></a>"));
    refused(
        "does not end within its first MiB",
        "other",
        folder.write("../wide.xml", "<a><b>" + "x".repeat(1 << 20) + "</b></a>"));
    refused(
        "does not end within its first MiB",
        "other",
        folder.write("../wide.json", "{\"a\": \"" + "x".repeat(1 << 20) + "\"}"));
    assertEquals(2, folder.run("new", "route=other", "from=" + good, "name=*.csv"));
    assertTrue(((String) folder.last("error")).contains("does not match *.csv"));
    assertEquals(2, folder.run("new", "route=other", "from=" + good, "name=[a"));
    assertTrue(((String) folder.last("error")).contains("is no pattern of names"));
    assertFalse(Files.exists(folder.path("other")));
  }

  private void refused(String message, String route, Path sample) throws IOException {
    assertEquals(2, folder.run("new", "route=" + route, "from=" + sample));
    String said = (String) folder.last("error");
    assertTrue(said.contains(message), said);
    assertFalse(said.contains("\n"), said);
  }
}
