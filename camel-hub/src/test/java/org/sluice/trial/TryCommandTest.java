package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {
  /** May have made the body anything: the check passes it. */
  private static final String ASIDE = "file:aside";

  @TempDir Path temporary;
  private TrialFolder folder;

  @BeforeEach
  void make() throws IOException {
    folder = new TrialFolder(temporary);
    folder.route(
        "things",
        "?project=p",
        "kamelet:json-records-action",
        "kamelet:documents-sink",
        "kamelet:documents-sink?collection=more");
  }

  @Test
  void eachPlaceIsShownWithSomeOfItsRecords() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      lines.append("{\"n\": ").append(i).append(", \"text\": \"of some length\"}\n");
    }
    Path file = folder.write("../many.jsonl", lines.toString());
    assertTrue(Files.size(file) > 2 << 20, "it takes several passes");
    assertEquals(0, tried(file, "most=3"), () -> "" + folder.said());
    assertEquals(120_000, folder.last("records"));
    assertEquals("more", folder.last("told", "documents", "1", "collection"));
    assertEquals(2, ((List<?>) folder.last("told", "documents")).size());
    assertEquals(3, kept("0"));
    assertEquals(3, kept("1"));
    assertNull(folder.last("takes"));
    assertNull(folder.last("trouble"));
  }

  private int kept(String place) {
    return ((List<?>) folder.last("told", "documents", place, "documents")).size();
  }

  @Test
  void linesAreThoseOfADump() throws Exception {
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(0, tried(file, "lines=true", "object={\"version\": \"7\", \"account\": \"A\"}"));
    String line = (String) folder.said().get(0).get("line");
    assertTrue(line.startsWith("mongodb \"documents\" {\"_id\":\""), line);
    assertTrue(
        line.endsWith(
            "\"_sluice\":{\"account\":\"A\",\"container\":\"p\",\"object\":\"a.json\",\"position\":0,"
                + "\"route\":\"things\",\"version\":\"7\"},\"n\":1}"),
        line);
  }

  @Test
  void timesThatABlockHasReadAreShownAndKept() throws Exception {
    folder.route("tables", "", "kamelet:csv-records-action", "kamelet:table-rows-sink");
    Path file = folder.write("../t.csv", "at,day,n\n2026-01-01T00:00:00Z,2026-01-02,1\n");
    assertEquals(
        0,
        folder.run("try", "route=tables", "file=" + file, "lines=true", "save=first"),
        () -> "" + folder.said());
    Map<?, ?> row = (Map<?, ?>) folder.last("told", "rows", "rows", "0");
    assertEquals(Map.of("at", "2026-01-01T00:00:00Z", "day", "2026-01-02", "n", 1), row);
    String line = (String) folder.said().get(0).get("line");
    assertTrue(line.startsWith("postgresql \"tables\" {\"at\":\"2026-01-01T00:00:00Z\""), line);
    assertTrue(line.contains("\"n\":\"1\",\"sluice_key\":"), line);
    assertEquals(0, folder.run("test", "route=tables"), () -> "" + folder.said());
  }

  @Test
  void aFieldOfTwoTypesIsRefusedAsInfluxDbRefusesIt() throws Exception {
    String[] steps = {
      "kamelet:json-records-action",
      "kamelet:points-action?measurement=m&time=at&fields=v",
      "kamelet:influx-points-sink"
    };
    folder.route("points", "?project=p", steps);
    folder.route("skipping", "?project=p&onReject=skip", steps);
    Path file =
        folder.write(
            "../a.jsonl",
            "{\"at\": 1764230400, \"v\": 1}\n{\"at\": 1764230460, \"v\": \"broken\"}\n"
                + "{\"at\": 1764230520, \"v\": 2}\n");
    String refused =
        "Record 2: InfluxDB, database p, refused the points: partial write: field type conflict:"
            + " input field \"v\" on measurement \"m\" is type string, already exists as type float";
    assertEquals(1, folder.run("try", "route=points", "file=" + file));
    assertEquals("gold-rejected", folder.last("trouble", "code"));
    assertEquals(refused, folder.last("trouble", "message"));
    assertEquals(2, folder.last("records"));
    assertEquals(0, folder.run("try", "route=skipping", "file=" + file));
    assertEquals(List.of(refused), folder.last("told", "rejected"));
    assertEquals(2, folder.last("records"));
  }

  @Test
  void routesWhoseFilesAreFaultyAreNamedAsSuch() throws Exception {
    folder.route("broken", "", "kamelet:nothing-like-it");
    folder.write("cut/cut.camel.yaml", "- route: [");
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(2, folder.run("try", "route=nosuch", "file=" + file));
    assertEquals(
        "There is no route nosuch; there are: things, broken (faulty: see ./sluice check), cut"
            + " (faulty: see ./sluice check).",
        folder.last("error"));
  }

  @Test
  void aRouteWithoutASinkIsToldFromOneThatHasOne() throws Exception {
    folder.route("dry", "", "kamelet:json-records-action");
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(0, folder.run("try", "route=dry", "file=" + file));
    assertEquals(false, folder.last("sink"));
    assertEquals(0, tried(file));
    assertEquals(true, folder.last("sink"));
  }

  @Test
  void aFaultIsToldWithItsKindAndPlace() throws Exception {
    Path file = folder.write("../cut.json", "{\"n\": 1");
    assertEquals(1, tried(file));
    assertEquals("json-malformed", folder.last("trouble", "code"));
    assertEquals("data", folder.last("trouble", "kind"));
    assertTrue(((String) folder.last("trouble", "message")).contains("line 1, column"));
  }

  @Test
  void anObjectThatTheRouteWouldNotTakeIsRunAndTheReasonSaid() throws Exception {
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(1, tried(file, "object={\"project\": \"q\"}"));
    assertNotNull(folder.last("told", "documents"));
    assertEquals(
        "Route things does not take this object: it takes project p (the object's is q).",
        folder.last("takes"));
  }

  @Test
  void aTrialIsKeptAsAnExampleThatPasses() throws Exception {
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(0, tried(file, "save=first"), () -> "" + folder.said());
    assertEquals(folder.path("things/examples/first").toString(), folder.last("saved"));
    assertEquals("{\"n\": 1}", folder.read("things/examples/first/input.json"));
    Path cut = folder.write("../cut.json", "{\"n\": 1");
    assertEquals(1, tried(cut, "save=cut"));
    assertTrue(Files.exists(folder.path("things/examples/cut/expected-error.txt")));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertEquals(2, folder.said().size());
  }

  @Test
  void whatIsKeptIsWholeAndWhatIsShownIsNot() throws Exception {
    Path file = folder.write("../a.jsonl", "{\"n\": 1}\n".repeat(60));
    assertEquals(0, tried(file, "save=first"), () -> "" + folder.said());
    assertEquals(120, folder.last("records"));
    assertEquals(50, kept("0"));
    assertEquals(50, kept("1"));
    assertEquals(120, folder.read("things/examples/first/expected.json").split("\"n\"").length - 1);
    assertEquals(0, folder.run("test", "route=things"), () -> "" + folder.said());
    folder.route(
        "stored",
        "",
        "kamelet:json-records-action",
        "kamelet:swift-object-sink?container=c&name=n");
    String[] words = {"route=stored", "file=" + file, "most=2", "save=first"};
    assertEquals(0, folder.run("try", words), () -> "" + folder.said());
    assertEquals(2, ((List<?>) folder.last("told", "objects", "objects", "0", "content")).size());
    assertEquals(0, folder.run("test", "route=stored"), () -> "" + folder.said());
  }

  @Test
  @Timeout(300)
  void whatAStepPollsIsNothingAndDoesNotKeepItWaiting() throws Exception {
    folder.write(
        "polls/polls.camel.yaml",
        """
        - route:
            id: polls
            from:
              uri: lake:objects?project=p
              steps:
                - to: kamelet:json-records-action
                - to: kamelet:documents-sink
                - pollEnrich:
                    constant: "file:nothing-there"
        """);
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(0, folder.run("try", "route=polls", "file=" + file), folder.said().toString());
  }

  @Test
  void noExampleIsOverwrittenOrKeptOfWhatIsNone() throws Exception {
    Path file = folder.write("../a.json", "{\"n\": 1}");
    assertEquals(0, tried(file, "save=first"));
    refused("already", file, "save=first");
    refused("cannot be called '../x'", file, "save=../x");
    refused("is not kept", file, "save=other", "object={\"project\": \"q\"}");
    refused("larger than", folder.write("../l.json", " ".repeat(1 << 20) + "{}"), "save=large");
    refused("There is no file", temporary.resolve("none"));
    folder.route("broken", "", "file:aside", "kamelet:documents-sink");
    assertEquals(2, folder.run("try", "route=broken", "file=" + file, "save=bug"));
    assertFalse(Files.exists(folder.path("broken/examples")));
    assertEquals(2, folder.run("try", "route=thing", "file=" + file));
    assertEquals("There is no route thing; there are: broken, things.", folder.last("error"));
  }

  @Test
  void anIdInTwoFilesIsSaidWithBoth() throws Exception {
    folder.write(
        "copy/copy.camel.yaml",
        folder.read("things/things.camel.yaml").replace("project=p", "project=q"));
    assertEquals(2, tried(folder.write("../a.json", "{}")));
    assertEquals(
        "Route things stands in several files, and an id is one route's: copy/copy.camel.yaml:2,"
            + " things/things.camel.yaml:2. Give the others another id, or take them away.",
        folder.last("error"));
  }

  @Test
  void aSinkThatNothingWasReadForIsTheRoutesFault() throws Exception {
    Path file = folder.write("../a.json", "{\"n\": 1}");
    folder.route("late", "", ASIDE, "kamelet:documents-sink", "kamelet:json-records-action");
    wrong("late", file, "documents-sink got the object's bytes and no records: ", 7);
    folder.route("points", "", ASIDE, "log:x", "kamelet:influx-points-sink");
    wrong("points", file, "influx-points-sink got the object's bytes and no records: ", 8);
    folder.route("none", "", ASIDE, "kamelet:points-action?measurement=m");
    wrong("none", file, "points-action got the object's bytes and no records: ", 7);
    folder.route("zip", "", ASIDE, "kamelet:archive-objects-sink");
    wrong("zip", file, "archive-objects-sink got the object's bytes and no records: archive-", 7);
    folder.route("graph", "", ASIDE, "kamelet:image-graph-sink");
    wrong("graph", file, "image-graph-sink got the object's bytes and no records: image-", 7);
  }

  private void wrong(String route, Path file, String message, int line) throws IOException {
    assertEquals(1, folder.run("try", "route=" + route, "file=" + file));
    assertEquals("route-invalid", folder.last("trouble", "code"));
    assertEquals("operator", folder.last("trouble", "kind"));
    String said = (String) folder.last("trouble", "message");
    assertTrue(said.startsWith(message), said);
    String place = " must come before it. It stands in %1$s/%1$s.camel.yaml:%2$d.";
    assertTrue(said.endsWith(place.formatted(route, line)), said);
  }

  @Test
  void recordsThatTakeAnothersPlaceAreCounted() throws Exception {
    folder.route("keyed", "", "kamelet:csv-records-action", "kamelet:table-rows-sink?key=k");
    Path file = folder.write("../k.csv", "k,v\n1,a\n2,b\n1,c\n");
    assertEquals(0, folder.run("try", "route=keyed", "file=" + file));
    assertEquals(3, folder.last("records"));
    assertEquals(1, folder.last("replaced"));
  }

  @Test
  void whatWouldBeStoredOrSentElsewhereIsShownAndKept() throws Exception {
    folder.route(
        "out",
        "?project=p",
        "kamelet:json-records-action",
        "{uri: 'kamelet:swift-object-sink', parameters: {name: '{@name}l'}}",
        "{uri: 'kamelet:kafka-records-sink', parameters: {topic: orders, key: '{n}'}}",
        "{uri: 'kamelet:http-records-sink',"
            + " parameters: {url: 'https://no.such.host/in?x=secret', authorization: shop}}");
    Path file = folder.write("../a.json", "[{\"n\": 1}, {\"n\": 2}]");
    assertEquals(
        0, folder.run("try", "route=out", "file=" + file, "save=a"), () -> "" + folder.said());
    assertEquals("p-derived", folder.last("told", "objects", "container"));
    Map<?, ?> object = (Map<?, ?>) folder.last("told", "objects", "objects", "0");
    assertEquals("a.jsonl", object.get("name"));
    assertEquals(List.of(Map.of("n", 1), Map.of("n", 2)), object.get("content"));
    assertEquals("orders", folder.last("told", "messages", "topic"));
    assertEquals("2", folder.last("told", "messages", "messages", "1", "key"));
    Map<?, ?> request = (Map<?, ?>) folder.last("told", "requests", "requests", "0");
    assertEquals("https://no.such.host/in", request.get("url"));
    assertEquals(List.of(Map.of("n", 1), Map.of("n", 2)), request.get("body"));
    assertFalse(folder.read("out/examples/a/expected.json").contains("secret"));
    assertEquals(0, folder.run("test", "route=out"), () -> "" + folder.said());
  }

  @Test
  void whatCameThroughTheRouteBeforeIsDeclined() throws Exception {
    Path file = folder.write("../a.json", "{\"n\": 1}");
    String meta =
        "{\"user_meta\": {\"sluice-mark\": \"M\", \"sluice-route-1\": \"things\","
            + " \"sluice-source\": \"A/p/o\"}}";
    assertEquals(1, tried(file, "object=" + meta), () -> "" + folder.said());
    assertEquals("project p", folder.last("selects"));
    assertEquals(
        "The object came through this route before and is not taken again: it was made by things,"
            + " of A/p/o",
        folder.last("told", "declined"));
  }

  @Test
  void aFolderIsNoFile() throws Exception {
    refused("is a folder: name a file in it", temporary);
    refused("There is no file", temporary.resolve("none"));
  }

  private void refused(String message, Path file, String... words) throws IOException {
    assertEquals(2, tried(file, words), () -> "" + folder.said());
    String said = (String) folder.last("error");
    assertTrue(said.contains(message), said);
  }

  private int tried(Path file, String... words) throws IOException {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "route=things";
    all[words.length + 1] = "file=" + file;
    return folder.run("try", all);
  }
}
