package org.sluice.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.routes.RouteFiles;

/** Blocks that would get what they cannot take, and those of which that is not known. */
class BodiesTest {
  private static final String READ = "- to: kamelet:json-records-action";
  private static final String SHAPE = "- to: kamelet:rename-action?drop=a";
  private static final String POINTS = "- to: kamelet:points-action?measurement=m&time=t&fields=v";
  private static final String SINK = "- to: kamelet:documents-sink";
  private static final String INFLUX = "- to: kamelet:influx-points-sink";

  private static List<String> found(String... steps) {
    return found("lake:objects", List.of(), steps);
  }

  private static List<String> found(String from, List<RouteText> policies, String... steps) {
    return told(
        text(
            "a/a.camel.yaml",
            "- route:\n    id: a\n    from:\n      uri: "
                + from
                + "\n      steps:\n"
                + String.join("\n", steps).indent(8)),
        policies);
  }

  private static RouteText text(String file, String text) {
    return RouteText.of(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> told(RouteText text, List<RouteText> policies) {
    return Bodies.in(text, policies).stream()
        .map(one -> one.line() + ":" + one.column() + " " + one.message())
        .toList();
  }

  @Test
  void eachShippedBlockIsKnown() {
    for (var file : RouteFiles.kamelets()) {
      String name = BlockText.name(file.getFileName().toString());
      assertNotNull(BlockBody.of(name), name);
    }
  }

  @Test
  void aSinkThatNothingReadsForIsSaidWithWhatIsMissing() {
    assertEquals(
        List.of(
            "6:15 documents-sink takes records, and no step before it makes any of the object's"
                + " bytes: put a block before it that reads them: json-records-action,"
                + " csv-records-action, xml-records-action or text-records-action"),
        found(SINK));
    assertEquals(
        List.of(
            "6:15 influx-points-sink takes readings, and no step before it makes any of the"
                + " object's bytes: put a block before it that reads them, such as"
                + " json-records-action, and behind that points-action or sensor-readings-action"),
        found(INFLUX));
    assertEquals(
        List.of(
            "6:15 image-graph-sink takes a picture's metadata, and no step before it makes any of"
                + " the object's bytes: put image-metadata-action right before it"),
        found("- to: kamelet:image-graph-sink"));
  }

  @Test
  void aSinkBeforeWhatReadsForItIsSaidWithBothLines() {
    assertEquals(
        List.of(
            "7:15 documents-sink takes records, and no step before it makes any of the object's"
                + " bytes: json-records-action in line 8, which does, stands behind it. Put it"
                + " before"),
        found("- log: x", SINK, READ));
  }

  @Test
  void whatShapesRecordsNeedsThemToo() {
    assertEquals(1, found(SHAPE, SINK).size());
    assertEquals(List.of(), found(READ, SHAPE, SINK));
  }

  @Test
  void recordsAreNoReadingsAndReadingsAreNoRows() {
    assertEquals(
        List.of(
            "7:15 influx-points-sink takes readings, and json-records-action in line 6 makes"
                + " records: put points-action or sensor-readings-action between"),
        found(READ, INFLUX));
    assertEquals(
        List.of(
            "8:15 documents-sink takes records, and points-action in line 7 makes readings: it goes"
                + " behind a block that makes records"),
        found(READ, POINTS, SINK));
    assertEquals(
        List.of(), found(READ, SINK, POINTS, INFLUX, "- to: kamelet:kafka-records-sink?topic=t"));
  }

  @Test
  void anArchivesMembersAreRecordsButRecordsAreNoMembers() {
    String archive = "- to: kamelet:archive-members-action";
    String objects = "- to: kamelet:archive-objects-sink";
    assertEquals(List.of(), found(archive, objects));
    assertEquals(List.of(), found(archive, SINK));
    assertEquals(1, found(archive, SHAPE, objects).size());
  }

  @Test
  void anObjectOfTheBytesNeedsNoRecords() {
    String sink = "- to: kamelet:swift-object-sink";
    assertEquals(1, found(sink).size());
    assertEquals(List.of(), found(sink + "?content=body"));
    assertEquals(List.of(), found(sink + "?content={{content}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- setBody: {constant: x}",
        "- unmarshal: {json: {}}",
        "- bean: {ref: reader}",
        "- process: {ref: reader}",
        "- script: {groovy: x}",
        "- enrich: {constant: 'http://h'}",
        "- to: direct:read",
        "- to: sql:select",
        "- toD: kamelet:${header.block}",
        "- to: kamelet:my-own-action",
        "- transform: {simple: '${body}'}",
        "- split: {simple: '${body}', steps: [{to: kamelet:documents-sink}]}",
        "- loop: {constant: 1, steps: [{to: direct:read}]}",
        "- doTry: {steps: [{to: direct:read}], doCatch: [{exception: [x], steps: []}]}",
      })
  void whatAnyOtherStepMakesIsNotKnown(String step) {
    assertEquals(List.of(), found(step, SINK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- log: x",
        "- to: log:x",
        "- setHeader: {name: a, constant: b}",
        "- setProperty: {name: a, constant: b}",
        "- delay: {constant: 1}",
        "- wireTap: {uri: 'direct:x'}",
        "- to: {uri: 'direct:x', disabled: true}",
        "- filter: {simple: '${body}', steps: [{log: x}]}",
        "- filter: {simple: '${body}', steps: [{setBody: {constant: x}}, {stop: {}}]}",
      })
  void whatLeavesTheBodyMakesNoRecords(String step) {
    assertEquals(1, found(step, SINK).size());
  }

  @Test
  void eachWayIsLookedAt() {
    String[] choice = {
      "- choice:",
      "    when:",
      "      - simple: ${header.a}",
      "        steps:",
      "          - to: kamelet:csv-records-action",
      "      - simple: ${header.b}",
      "        steps:",
      "          - to: kamelet:documents-sink",
      "    otherwise:",
      "      steps:",
      "        " + READ,
      SINK
    };
    assertEquals(List.of("13:25"), places(found(choice)));
    choice[7] = "          - to: kamelet:xml-records-action";
    assertEquals(List.of(), found(choice));
    choice[8] = choice[9] = choice[10] = "";
    assertEquals(List.of(), found(choice), "one that no way is for may have bytes: not surely");
    assertEquals(List.of("8:21"), places(found("- multicast:", "    steps:", "      " + SINK)));
  }

  private static List<String> places(List<String> found) {
    return found.stream().map(one -> one.replaceFirst(" .*", "")).toList();
  }

  @Test
  void onlyWhatBeginsAtTheLakeHasBytes() {
    assertEquals(List.of(), found("direct:a", List.of(), SINK));
  }

  @Test
  void whatAPolicyPutsBeforeStepsIsNotKnown() {
    RouteText policy =
        text(
            "p.camel.yaml", "- routeConfiguration:\n    interceptFrom:\n    - interceptFrom: {}\n");
    assertEquals(List.of(), found("lake:objects", List.of(policy), SINK));
  }

  @Test
  void xmlHasTheSameRights() {
    String xml =
        """
        <routes>
         <route id='a'>
          <from uri='lake:objects'/>
          <filter><simple>${body}</simple><to uri='kamelet:documents-sink'/></filter>
         </route>
        </routes>
        """;
    assertEquals(List.of("4:44"), places(told(text("a/a.camel.xml", xml), List.of())));
    String well = xml.replace("<filter>", "<to uri='kamelet:json-records-action'/><filter>");
    assertEquals(List.of(), told(text("a/a.camel.xml", well), List.of()));
  }
}
