package org.sluice.enrich.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;
import org.sluice.routes.BlockKit.Came;
import org.sluice.routes.RouteFiles;
import org.sluice.trial.TrialLake;

/** jq, JSON Schema and tables: blocks that read files beside their route. */
class RouteFileBlocksTest {
  @TempDir Path mine;

  @Test
  void aProgramChangesSplitsAndLeavesOut() throws Exception {
    assertEquals(
        List.of(Map.of("s", "u4 & 5%", "v", 3), Map.of("s", "x", "v", 2.5)),
        jq("select(.v != null) | {s: .t, v: (.v + 1)}")
            .run("{\"t\": \"u4 & 5%\", \"v\": 2}\n{\"v\": null}\n{\"t\": \"x\", \"v\": 1.5}\n")
            .well());
    assertEquals(
        List.of(Map.of("n", 1), Map.of("n", 2)),
        jq(".items[] | {n: .}").run("{\"items\": [1, 2]}\n").well());
    assertEquals(
        Map.of("a", Map.of("b", "{+}\"%20&x=1")),
        jq("RAW({a: {b: (.c + \"}\\\"%20&x=1\") } })").run("{\"c\": \"{+\"}\n").well().get(0));
  }

  @Test
  void aProgramMayStandInAFile() throws Exception {
    Files.writeString(mine.resolve("shape.jq"), "# doubled\n{a: {b: (.n * 2)}}\n");
    assertEquals(
        Map.of("a", Map.of("b", 14)),
        BlockKit.behindJson("jq-action", "file", "shape.jq")
            .files(mine)
            .run("{\"n\": 7}\n")
            .well()
            .get(0));
  }

  @Test
  void timesAndLargeNumbersGoThroughAProgram() throws Exception {
    Map<String, Object> record =
        BlockKit.of("csv-records-action")
            .then(
                "jq-action",
                "query",
                "{t, n, d, e: {days: [.day]}, hour: .t[11:13], at: (.t + \"\")}")
            .run(
                "t,n,d,day\n"
                    + "2019-06-12T00:00:18Z,12345678901234567890,0.12345678901234567890,2019-06-12\n")
            .well()
            .get(0);
    assertEquals(Instant.parse("2019-06-12T00:00:18Z"), record.get("t"));
    assertEquals(Map.of("days", List.of(LocalDate.of(2019, 6, 12))), record.get("e"));
    assertEquals("00", record.get("hour"));
    assertEquals("2019-06-12T00:00:18Z", record.get("at"));
    assertEquals("12345678901234567890", record.get("n").toString());
    assertEquals("0.12345678901234567890", record.get("d").toString());
  }

  @Test
  void aRecordOnWhichTheProgramFailsIsSaid() throws Exception {
    String said = jq(".a.b").run("{\"a\": 1}\n").fault(Fault.RECORD_INVALID);
    assertTrue(said.startsWith("Record 1 fails in jq: "), said);
    said = jq(".a").run("{\"a\": 1}\n").fault(Fault.RECORD_INVALID);
    assertEquals("Record 1 becomes no object in jq, but 1.", said);
    said = jq("{n: range(1000000000)}").run("{\"a\": 1}\n").fault(Fault.RECORD_INVALID);
    assertTrue(said.contains("makes more than 100000 records"), said);
    said =
        jq("def f: f | f; if .a then f else . end").run("{\"a\": 1}\n").fault(Fault.RECORD_INVALID);
    assertTrue(said.contains("without end"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now",
        "env",
        "$ENV",
        "nosuch",
        "{a: nosuch(1)}",
        ".a |",
        "{",
        "",
        "import \"a\" as a; ."
      })
  void aProgramThatCannotBeRunRefusesTheRoute(String program) throws Exception {
    String said = jq(program).refusal();
    assertTrue(said.contains("jq program") || said.contains("is to be given"), said);
  }

  @Test
  void recordsAreHeldAgainstASchema() throws Exception {
    Files.writeString(
        mine.resolve("s.json"),
        "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"$ref\": \"#/$defs/n\"}},"
            + " \"$defs\": {\"n\": {\"type\": \"integer\", \"minimum\": 1}}}");
    BlockKit kit = BlockKit.behindJson("validate-action", "schema", "s.json").files(mine);
    String lines = "{\"n\": 1}\n{\"n\": 0}\n{\"m\": 1}\n{\"n\": \"x\"}\n";
    String said = kit.run(lines).fault(Fault.RECORD_INVALID);
    assertEquals(
        "Record 2 is not what the schema permits: $.n: must have a minimum value of 1.", said);
    Came came = kit.skipping().run(lines);
    assertEquals(List.of(Map.of("n", 1)), came.well());
    assertEquals(3, came.rejects().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{|is no JSON: line 1",
        "{\"$schema\": \"urn:none\"}|names an unknown $schema",
        "{\"$ref\": \"http://127.0.0.1:1/x\"}|is no schema",
        "{\"$ref\": \"file:///etc/passwd\"}|is no schema",
        "{\"$ref\": \"#/$defs/none\"}|is no schema"
      })
  void aSchemaThatIsNoneRefusesTheRoute(String wrong) throws Exception {
    String[] parts = wrong.split("\\|");
    Files.writeString(mine.resolve("s.json"), parts[0]);
    String said = BlockKit.behindJson("validate-action", "schema", "s.json").files(mine).refusal();
    assertTrue(said.contains(parts[1]), said);
  }

  @Test
  void aTableAddsWhatItKnows() throws Exception {
    Files.writeString(mine.resolve("rooms.csv"), "id;room;floor\n4;Salle é;1\n5;;2\n");
    String lines = "{\"s\": 4}\n{\"s\": \"5\"}\n{\"s\": 4.0}\n{\"s\": 6}\n{}\n";
    List<Map<String, Object>> records = join("rooms.csv", "s=id").run(lines).well();
    assertEquals(Map.of("s", 4, "room", "Salle é", "floor", 1L), records.get(0));
    assertNull(records.get(1).get("room"));
    assertEquals(2L, records.get(1).get("floor"));
    assertEquals("Salle é", records.get(2).get("room"));
    assertTrue(records.get(3).containsKey("room"));
    assertNull(records.get(3).get("room"));
    assertTrue(records.get(4).containsKey("floor"));
    assertNull(records.get(4).get("floor"));
    assertEquals(
        List.of(
            "2 of 5 records got no value (null) in floor, room at join-action, as the table has"
                + " nothing for s; the first is record 4."),
        join("rooms.csv", "s=id").run(lines).notes());
    assertEquals(List.of(), join("rooms.csv", "s=id").run("{\"s\": 5}\n").notes());
    assertEquals(
        "Record 4 has a 's' that the table has not: 6.",
        join("rooms.csv", "s=id", "missing", "reject").run(lines).fault(Fault.RECORD_INVALID));
    assertEquals(3, join("rooms.csv", "s=id", "missing", "drop").run(lines).well().size());
    assertEquals(
        "gave none at join-action, as the table has nothing for s; the first is record 4.",
        join("rooms.csv", "s=id", "missing", "drop")
            .run(lines)
            .notes()
            .get(0)
            .replaceFirst("^\\d of \\d records ", ""));
    assertEquals(
        Map.of("s", 4, "floor", 1L),
        join("rooms.csv", "s=id", "take", "floor").run(lines).well().get(0));
    assertEquals(
        "Record 1 has the field 'room' already; rename it before, or say 'take'.",
        join("rooms.csv", "s=id").run("{\"s\": 4, \"room\": 1}\n").fault(Fault.RECORD_INVALID));
  }

  @Test
  void aTableMayBeJson() throws Exception {
    Files.writeString(mine.resolve("t.json"), "[{\"a\": 1, \"b\": \"x\", \"c\": [1]}]");
    assertEquals(
        Map.of("a", 1, "b", "x", "c", List.of(1)),
        join("t.json", "a,b").run("{\"a\": 1, \"b\": \"x\"}\n").well().get(0));
  }

  @Test
  void aTableThatIsNoneRefusesTheRoute() throws Exception {
    Files.writeString(mine.resolve("twice.csv"), "id,n\n1,2\n1,3\n");
    assertTrue(join("twice.csv", "id").refusal().contains("'twice.csv' has 1 twice"));
    assertTrue(join("twice.csv", "x").refusal().contains("has no 'x'; it has: id, n"));
    assertTrue(join("twice.csv", "id", "take", "y").refusal().contains("has no 'y'"));
    assertTrue(join("none.csv", "id").refusal().contains("there is no file 'none.csv'"));
    Files.writeString(mine.resolve("cut.csv"), "id,n\n1,\"2\n");
    assertTrue(join("cut.csv", "id").refusal().contains("Cut or malformed CSV in line"));
  }

  @Test
  void noFileIsReadThatIsNotInTheRoutesFolder() throws Exception {
    Path outside = Files.createTempFile("outside", ".csv");
    Files.writeString(outside, "id,n\n1,2\n");
    Files.createSymbolicLink(mine.resolve("link.csv"), outside);
    for (String name : List.of(outside.toString(), "link.csv", "../" + outside.getFileName())) {
      String said =
          BlockKit.behindJson("join-action", "table", name, "key", "id").files(mine).refusal();
      assertTrue(
          said.contains("is not in the route's folder") || said.contains("there is no file"), said);
    }
    Files.delete(outside);
  }

  /** Loaded as the hub does, from a folder of routes. */
  @Test
  void aFileStandsInTheRoutesFolderAndIsAPartOfItsRevision() throws Exception {
    Path routes = mine.resolve("routes");
    Path own = Files.createDirectories(routes.resolve("own"));
    Files.createDirectory(routes.resolve("blocks"));
    for (Path kamelet : RouteFiles.kamelets()) {
      Files.copy(kamelet, routes.resolve("blocks").resolve(kamelet.getFileName()));
    }
    Files.writeString(
        own.resolve("own.camel.yaml"),
        """
        - route:
            id: own
            from:
              uri: lake:objects
              steps:
                - to: kamelet:json-records-action
                - to:
                    uri: kamelet:join-action
                    parameters:
                      table: rooms.csv
                      key: id
                - to: kamelet:documents-sink
        """);
    try (TrialLake lake = new TrialLake(routes, new Properties())) {
      assertTrue(lake.refused("own").toString().contains("there is no file 'rooms.csv'"));
    }
    String before = revision(routes, "id,room\n1,a\n");
    assertNotEquals(before, revision(routes, "id,room\n1,b\n"));
  }

  private static String revision(Path routes, String table) throws Exception {
    Files.writeString(routes.resolve("own/rooms.csv"), table);
    try (TrialLake lake = new TrialLake(routes, new Properties())) {
      assertEquals(List.of(), lake.refused("own"));
      return lake.route("own").orElseThrow().revision();
    }
  }

  private BlockKit jq(String program) {
    return BlockKit.behindJson("jq-action", "query", program);
  }

  private BlockKit join(String table, String key, Object... more) throws Exception {
    Object[] all = new Object[4 + more.length];
    all[0] = "table";
    all[1] = table;
    all[2] = "key";
    all[3] = key;
    System.arraycopy(more, 0, all, 4, more.length);
    return BlockKit.behindJson("join-action", all).files(mine);
  }
}
