package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes that are made from JSON. */
class NewFromJsonTest extends NewRig {
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
  void timesOfJsonThatStayTextsAreSaidAlsoWithinOthers() throws Exception {
    String record =
        "{\"name\": \"a\", \"on\": \"2026-11-%1$s\", \"of\": {\"seen\": \"2026-11-%1$sT06:00:00Z\"},"
            + " \"items\": [{\"at\": \"%1$s.11.2026 06:00\"}, {\"at\": null}], \"days\": [\"2026-11-%1$s\"],"
            + " \"mixed\": [\"2026-11-%1$s\", 5]}\n";
    String yaml = made("a.jsonl", record.formatted("27") + record.formatted("28"));
    String types = "on=date,of.seen=time,items[].at=time(d.M.yyyy H:mm),days[]=date";
    assertTrue(
        prose(yaml)
            .contains(
                "'on', 'of.seen', 'items[].at' and 'days[]' are texts that say times, and stay so."
                    + " To have times: behind the block that reads add a types-action with types: "
                    + types),
        yaml);
    assertFalse(yaml.contains("mixed[]"), yaml);
    // What it says is what is to be done.
    folder.write(
        "made/made.camel.yaml",
        yaml.replaceFirst(
            "( +)- to:\n +uri: kamelet:documents",
            "$1- to:\n$1    uri: kamelet:types-action\n$1    parameters:\n$1      types: \""
                + types
                + "\"\n$0"));
    Path sample = folder.path("../a.jsonl");
    assertEquals(
        0,
        folder.run("try", "route=made", "file=" + sample, "lines=true"),
        () -> "" + folder.said());
    String line = (String) folder.said().get(0).get("line");
    assertTrue(
        line.contains("\"items\":[{\"at\":{\"$Date\":\"2026-11-27T06:00:00Z\"}},{\"at\":null}]"),
        line);
    assertTrue(line.contains("\"of\":{\"seen\":{\"$Date\":\"2026-11-27T06:00:00Z\"}}"), line);
    assertTrue(line.contains("\"days\":[{\"$Date\":\"2026-11-27T00:00:00Z\"}]"), line);
    folder = new TrialFolder(temporary.resolve("typed"));
    yaml =
        made(
            "a.jsonl",
            "{\"n\": \"1,5\", \"seen\": \"2026-11-27T06:00:00Z\", \"l\": []}\n"
                + "{\"n\": \"2,5\", \"seen\": \"2026-11-27T06:00:00Z\", \"l\": [1]}\n");
    assertTrue(
        prose(yaml)
            .contains(
                "'seen' is a text that says a time, and stays so. To have times: add to 'types'"
                    + " above seen=time."),
        yaml);
    Path rows = folder.write("../r.json", "[{\"seen\": \"2026-11-27\", \"in\": [\"2026-11-27\"]}]");
    assertEquals(0, folder.run("new", "route=r", "from=" + rows, "to=rows"));
    yaml = prose(folder.read("r/r.camel.yaml"));
    assertTrue(yaml.contains("'seen' is a text that says a time"), yaml);
    assertTrue(yaml.contains("types: seen=date"), yaml);
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
  void theLastLineOfJsonLinesMayBeCutOff() throws Exception {
    String yaml = made("cut.jsonl", "{\"name\": \"a\"}\n\n{\"name\": \"b\"}\n{\"name\": \"c");
    assertTrue(
        prose(yaml)
            .contains(
                "The sample is JSON lines. Its last, line 4, is cut off or malformed: this is made"
                    + " of the 2 before it."),
        yaml);
    assertEquals(
        2,
        folder
            .read("made/examples/sample/input.jsonl")
            .lines()
            .filter(line -> !line.isBlank())
            .count());
    refused(
        "(start marker at [line: 2, column: 1])",
        "other",
        folder.write("../torn.jsonl", "{\"a\": 1}\n{\"a\": \n{\"a\": 3}\n"));
  }

  @Test
  void ofPointsFromJsonTheTypesOfFieldsAreHeld() throws Exception {
    String yaml =
        made(
            "a.jsonl",
            """
            {"at": "2026-11-27T06:00:00Z", "of": "roof", "id": 7, "v": 1, "up": true}
            {"at": "2026-11-27T06:10:00Z", "of": "yard", "id": 8, "v": 1.5, "up": false}
            """);
    assertTrue(yaml.contains("types: \"v=number,up=boolean\"\n"), yaml);
    assertTrue(yaml.contains("# As they are in the sample: another value is a fault"), yaml);
    assertFalse(yaml.contains("# Texts in the sample"), yaml);
    parked(
        "Record 1 has a 'v' that is no number: n.v..",
        "odd.jsonl",
        "{\"at\": \"2026-11-27T06:00:00Z\", \"of\": 5, \"id\": \"x\", \"v\": \"n.v.\"}\n");
  }

  @Test
  void whatIsNestedInSomeRecordsAloneIsLeftAsItComes() throws Exception {
    String yaml =
        made("a.jsonl", "{\"a\": {\"n\": \"1,5\"}}\n{\"a\": \"x\"}\n{\"a\": {\"n\": \"2,5\"}}\n");
    assertTrue(
        prose(yaml)
            .contains(
                "'a' holds fields in some records, and a text or a list in others: it is left as it"
                    + " comes."),
        yaml);
    assertFalse(yaml.contains("a.n="), yaml);
  }

  @Test
  void aNameWithPointsThatIsTwoFieldsIsSaidWithTheOneThatWins() throws Exception {
    String yaml =
        made(
            "a.jsonl",
            """
            {"at": "2026-11-27T06:00:00Z", "a": {"b": "x", "c": 1}, "a.b": 1.5}
            {"at": "2026-11-27T06:10:00Z", "a": {"b": "y", "c": 2}, "a.b": 2.5}
            """);
    assertTrue(
        prose(yaml)
            .contains(
                "'a.b' is more than one field: in parameters it is the one that is called so where"
                    + " a record has that, else 'b' in 'a'. With rename-action behind this block,"
                    + " and 'flatten: _', what is nested is called otherwise: a_b."),
        yaml);
    assertTrue(yaml.contains("# 'a.b': number (1.5, 2.5)\n"), yaml);
    assertEquals(1.5, ((Map<?, ?>) point().get("fields")).get("a.b"));
    folder = new TrialFolder(temporary.resolve("other"));
    yaml = made("a.jsonl", "{\"a.b\": {\"c\": \"1.5\"}}\n{\"a.b\": {\"c\": \"2.5\"}}\n");
    assertFalse(yaml.contains("more than one field"), yaml);
    assertTrue(yaml.contains("types: \"a.b.c=decimal\"\n"), yaml);
    String told = folder.read("made/examples/sample/expected.json");
    assertTrue(told.contains("\"c\": 1.5") || told.contains("\"c\" : 1.5"), told);
  }
}
