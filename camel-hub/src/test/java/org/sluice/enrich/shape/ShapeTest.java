package org.sluice.enrich.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class ShapeTest {
  @Test
  void fieldsAreRenamedDroppedKeptAndMadeFlat() throws Exception {
    String record = "{\"a\": 1, \"p\": {\"x\": 2, \"y\": {\"z\": 3}}, \"q.r\": 4, \"n,o\": 5}\n";
    assertEquals(
        Map.of("b", 1, "p", Map.of("y", Map.of("z", 3)), "n,o", 5, "x2", 2, "s", 4),
        BlockKit.behindJson("rename-action", "rename", "a=b,p.x=x2,q.r=s")
            .run(record)
            .well()
            .get(0));
    assertEquals(
        Map.of("a", 1, "p", Map.of("y", Map.of("z", 3))),
        BlockKit.behindJson("rename-action", "drop", "p.x,q.r,\"n,o\",none")
            .run(record)
            .well()
            .get(0));
    assertEquals(
        Map.of("n,o", 5, "p.y.z", 3),
        BlockKit.behindJson("rename-action", "keep", "\"n,o\",p.y.z,none")
            .run(record)
            .well()
            .get(0));
    assertEquals(
        Map.of("a", 1, "p_x", 2, "p_y_z", 3, "q.r", 4, "n,o", 5),
        BlockKit.behindJson("rename-action", "flatten", "_").run(record).well().get(0));
  }

  @Test
  void aNameWithPointsIsTheFieldOfThatNameAndElseTheWayToANestedOne() throws Exception {
    String both = "{\"a.b\": 1, \"a\": {\"b\": 2}}\n";
    assertEquals(
        Map.of("a", Map.of("b", 2)),
        BlockKit.behindJson("rename-action", "drop", "a.b").run(both).well().get(0));
    assertEquals(
        Map.of("a.b", 1, "a_b", 2),
        BlockKit.behindJson("rename-action", "flatten", "_").run(both).well().get(0));
    String way = "{\"a.b\": {\"c\": \"1\", \"d\": 2}, \"a\": {\"x\": 3}}\n";
    assertEquals(
        Map.of("c", 1L, "e", 2, "a.b", Map.of(), "a", Map.of("x", 3)),
        BlockKit.behindJson("types-action", "types", "a.b.c=number")
            .then("rename-action", "rename", "a.b.c=c,a.b.d=e")
            .run(way)
            .well()
            .get(0));
  }

  @Test
  void noFieldIsLostToAnother() throws Exception {
    assertEquals(
        "Record 1 would have the field 'b' twice.",
        BlockKit.behindJson("rename-action", "rename", "a=b")
            .run("{\"a\": 1, \"b\": 2}\n")
            .fault(Fault.RECORD_INVALID));
    assertEquals(
        Map.of("a", 2, "b", 1),
        BlockKit.behindJson("rename-action", "rename", "a=b,b=a")
            .run("{\"a\": 1, \"b\": 2}\n")
            .well()
            .get(0));
    assertEquals(
        "Record 1 would have the field 'a_b' twice.",
        BlockKit.behindJson("rename-action", "flatten", "_")
            .run("{\"a\": {\"b\": 1}, \"a_b\": 2}\n")
            .fault(Fault.RECORD_INVALID));
  }

  @Test
  void fieldsAreMadeOfConstantsAndOfOthers() throws Exception {
    assertEquals(
        Map.of("t", "u4", "n", 7, "site", "a, b", "id", "u4-7", "copy", 7, "file", "o.jsonl"),
        BlockKit.behindJson("map-action", "set", "site=\"a, b\",id={t}-{n},copy={n},file={@name}")
            .run("{\"t\": \"u4\", \"n\": 7}\n")
            .well()
            .get(0));
    assertEquals(
        Map.of("v", 2),
        BlockKit.behindJson("map-action", "set", "v={p.x}", "only", "yes")
            .run("{\"p\": {\"x\": 2}}\n")
            .well()
            .get(0));
    assertEquals(
        "Record 2 has nothing to make 'v' of.",
        BlockKit.behindJson("map-action", "set", "v=is {x}")
            .run("{\"x\": 1}\n{\"x\": null}\n")
            .fault(Fault.RECORD_INVALID));
    assertNull(
        BlockKit.behindJson("map-action", "set", "v={x}", "missing", "null")
            .run("{}\n")
            .well()
            .get(0)
            .get("v"));
  }

  @Test
  void anArrayIsSplitAlone() throws Exception {
    assertEquals(
        List.of(Map.of("t", 1, "v", 5, "i", 0L), Map.of("t", 1, "v", "x", "i", 1L)),
        BlockKit.behindJson("split-action", "fields", "v", "position", "i")
            .run("{\"t\": 1, \"v\": [5, \"x\"]}\n{\"t\": 2, \"v\": []}\n")
            .well());
    assertEquals(
        List.of(Map.of("t", 1, "n", 5), Map.of("t", 1, "n", 6)),
        BlockKit.behindJson("split-action", "fields", "in.v")
            .run("{\"t\": 1, \"in\": {\"v\": [{\"n\": 5}, {\"n\": 6}]}}\n")
            .well()
            .stream()
            .map(each -> Map.of("t", each.get("t"), "n", each.get("n")))
            .toList());
    assertEquals(
        List.of(Map.of("v", Map.of("n", 5))),
        BlockKit.behindJson("split-action", "fields", "v", "nest", "yes")
            .run("{\"v\": [{\"n\": 5}]}\n")
            .well());
  }

  @Test
  void arraysAreSplitSideBySide() throws Exception {
    assertEquals(
        List.of(Map.of("v", 1, "u", "Wh"), Map.of("v", 2.5, "u", "V"), Map.of("v", 21, "u", "lux")),
        BlockKit.behindJson("split-action", "fields", "v,u")
            .run("{\"v\": [1, 2.5], \"u\": [\"Wh\", \"V\"]}\n{\"v\": 21, \"u\": \"lux\"}\n")
            .well());
    assertEquals(
        "Record 1 has 2 items in 'v', but 1 in 'u'.",
        BlockKit.behindJson("split-action", "fields", "v,u")
            .run("{\"v\": [1, 2], \"u\": [1]}\n")
            .fault(Fault.RECORD_INVALID));
    assertEquals(
        "Record 1 would have the field 't' twice: say nest, or rename it before.",
        BlockKit.behindJson("split-action", "fields", "v")
            .run("{\"t\": 1, \"v\": [{\"t\": 2}]}\n")
            .fault(Fault.RECORD_INVALID));
    String none = "{\"t\": 1}\n";
    assertEquals(
        "Record 1 has no 'v' to split.",
        BlockKit.behindJson("split-action", "fields", "v").run(none).fault(Fault.RECORD_INVALID));
    assertEquals(
        List.of(Map.of("t", 1)),
        BlockKit.behindJson("split-action", "fields", "v", "missing", "keep").run(none).well());
    assertEquals(
        List.of(),
        BlockKit.behindJson("split-action", "fields", "v", "missing", "drop").run(none).well());
  }

  @Test
  void anArrayThatWouldFillTheMemoryIsRefused() throws Exception {
    String fields =
        IntStream.range(0, 100).mapToObj(i -> "\"f" + i + "\":0,").collect(Collectors.joining());
    String said =
        BlockKit.behindJson("split-action", "fields", "v")
            .run("{" + fields + "\"v\": [" + "0,".repeat(50_000) + "0]}\n")
            .fault(Fault.RECORD_INVALID);
    assertTrue(said.contains("would become 50001 records of 101 fields"), said);
  }

  /** A sink keys records by their positions: two of one position are one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 50, 100_000})
  void whatComesOfRecordsIsCountedAnewWhateverTheParts(long bytes) throws Exception {
    String lines =
        IntStream.range(0, 40)
            .mapToObj(i -> "{\"v\": [%d, 0, %d]}\n".formatted(i, 1000 + i))
            .collect(Collectors.joining());
    Came came =
        BlockKit.behindJson("split-action", "fields", "v")
            .then("deduplicate-action")
            .then("split-action", "fields", "v")
            .chunks(bytes)
            .run(lines);
    assertEquals(80, came.well().size());
    assertEquals(IntStream.range(0, 80).mapToObj(i -> (long) i).toList(), came.positions());
    assertEquals(0, came.records().get(0).get("v"));
    assertEquals(1039, came.records().get(79).get("v"));
  }

  @Test
  void eachBranchCountsByItself() throws Exception {
    Came came =
        BlockKit.behindJson("rename-action")
            .step(
                """
                - multicast:
                    steps:
                      - pipeline:
                          steps:
                            - to: kamelet:split-action?fields=v
                            - to: collect:split
                      - pipeline:
                          steps:
                            - to: kamelet:split-action?fields=v
                            - to: kamelet:deduplicate-action
                            - to: collect:single
                """)
            .then("map-action", "set", "behind=both")
            .chunks(1)
            .run("{\"v\": [1, 1]}\n{\"v\": [1, 2]}\n{\"v\": [1, 3]}\n");
    came.well();
    assertEquals(
        // Of each line: both items of the first branch, the new one of the second, the line itself.
        List.of(0L, 1L, 0L, 0L, 2L, 3L, 1L, 1L, 4L, 5L, 2L, 2L), came.positions());
  }

  @Test
  void doublesAreLeftOutByAllOrSomeFields() throws Exception {
    String lines =
        "{\"a\": 1, \"b\": {\"x\": 1, \"y\": 2}}\n{\"b\": {\"y\": 2, \"x\": 1}, \"a\": 1}\n"
            + "{\"a\": \"1\", \"b\": {\"x\": 1, \"y\": 2}}\n{\"b\": 3}\n{\"b\": 4}\n";
    assertEquals(4, BlockKit.behindJson("deduplicate-action").run(lines).well().size());
    assertEquals(
        3, BlockKit.behindJson("deduplicate-action", "by", "a").chunks(1).run(lines).well().size());
    assertEquals(
        5,
        BlockKit.behindJson("deduplicate-action", "by", "n", "remember", 1)
            .run("{\"n\": 1}\n{\"n\": 2}\n{\"n\": 1}\n{\"n\": 2}\n{\"n\": 2}\n{\"n\": 1}\n")
            .well()
            .size());
  }

  @Test
  void thatDoublesMayBeKeptAsSomeAreForgottenIsSaid() throws Exception {
    String lines = "{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n{\"n\": 1}\n";
    BlockKit two = BlockKit.behindJson("deduplicate-action", "remember", 2);
    assertEquals(4, two.run(lines).well().size());
    String said = two.chunks(1).run(lines).notes().toString();
    assertTrue(said.startsWith("[deduplicate-action remembers 2 different records, and "), said);
    assertTrue(said.contains("forgot 2, the eldest"), said);
    BlockKit three = BlockKit.behindJson("deduplicate-action", "remember", 3);
    assertEquals(3, three.run(lines).well().size());
    assertEquals(List.of(), three.run(lines).notes());
  }

  @Test
  void recordsOfWhichNothingComesAreCounted() throws Exception {
    String lines = "{\"a\": [1, 2]}\n{\"a\": []}\n{\"a\": null}\n{\"b\": 1}\n{\"a\": []}\n";
    BlockKit dropping = BlockKit.behindJson("split-action", "fields", "a", "missing", "drop");
    String said =
        "4 of 5 records gave none at split-action, as a is not there or an empty array; the first is"
            + " record 2.";
    assertEquals(List.of(said), dropping.run(lines).notes());
    Came came = dropping.chunks(1).run(lines);
    assertTrue(came.passes() > 1);
    assertEquals(List.of(said), came.notes());
    came = BlockKit.behindJson("split-action", "fields", "a", "missing", "keep").run(lines);
    assertEquals(4, came.well().size());
    assertEquals(
        List.of(
            "2 of 5 records gave none at split-action, as a is an empty array; the first is record"
                + " 2."),
        came.notes());
    assertEquals(
        List.of(), BlockKit.behindJson("split-action", "fields", "a").run("{\"a\": 1}\n").notes());
  }

  @Test
  void whatIsNoRecordIsNoBlocksWork() throws Exception {
    assertEquals(
        "rename-action got the object's bytes and no records: a block that reads the object, such as"
            + " csv-records-action or json-records-action, must come before it.",
        BlockKit.of("rename-action").run("x").fault(Fault.ROUTE_INVALID));
    Exception e =
        BlockKit.of("json-records-action")
            .step("- setBody: {constant: x}")
            .then("rename-action")
            .run("{}")
            .failure();
    assertTrue(e.getMessage().startsWith("The body is not records"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rename-action|rename|a|'a' has no '=' behind it",
        "rename-action|rename|a=|has an empty name",
        "rename-action|rename|\"a=b|is not closed",
        "rename-action|rename|a=b,a=c|'a' stands in it twice",
        "map-action|set|a={b|has a curly bracket without another",
        "map-action|set|a={@nme}|there is no '@nme' of an object",
        "types-action|types|a=int|is of type 'int'",
        "split-action|missing|x|should be reject or keep or drop",
        "deduplicate-action|remember|0|should be a whole number above 0"
      })
  void aParameterThatIsWrongRefusesTheRoute(String wrong) throws Exception {
    String[] parts = wrong.split("\\|");
    String said = BlockKit.refused(parts[0], parts[1], parts[2]);
    assertTrue(said.contains(parts[3]), said);
  }
}
