package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String RECORDS = "kamelet:json-records-action";
  private static final String DOCUMENTS = "kamelet:documents-sink";

  /** May have made the body anything: the check passes it. */
  private static final String ASIDE = "file:aside";

  @TempDir Path temporary;
  private TrialFolder folder;

  @BeforeEach
  void make() throws IOException {
    folder = new TrialFolder(temporary);
  }

  @Test
  void anExampleThatIsAsExpectedIsOk() throws Exception {
    folder.route("things", "?project=p", RECORDS, DOCUMENTS);
    folder.write("things/examples/one/input.json", "{\"a\": 1}");
    folder.write("things/examples/one/expected.json", "{}");
    assertEquals(1, folder.run("test"));
    String came = String.join("\n", differences());
    assertTrue(came.contains("+         \"a\": 1"), came);
    assertTrue(came.contains("+     \"database\": \"gold_p\""), came);

    folder.write(
        "things/examples/one/expected.json",
        String.join(
            "\n",
            differences().stream()
                .filter(l -> l.startsWith("+"))
                .map(l -> l.substring(2))
                .toList()));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertEquals("ok", folder.last("state"));
  }

  @Test
  void whatIsMissingOfAnExampleIsSaid() throws Exception {
    folder.route("things", "?contentType=application/json", RECORDS, DOCUMENTS);
    assertEquals(0, folder.run("test"));
    assertEquals("It has no examples.", folder.last("message"));
    folder.write("things/examples/one/object.json", "{}");
    expect("There is no file input.*");
    folder.write("things/examples/one/input.json", "{\"a\": 1}");
    assertEquals(0, folder.run("test"));
    assertEquals("skipped", folder.last("state"));
    folder.write("things/examples/one/expected.json", "{");
    expect("expected.json cannot be read");
    folder.write("things/examples/one/object.json", "{\"content_type\": \"text/csv\"}");
    expect("contentType application/json (the object's is text/csv)");
    folder.write("things/examples/one/object.json", "[");
    expect("object.json cannot be read");
  }

  @Test
  void whatNobodyAsksOfAnExampleIsItsFault() throws Exception {
    folder.route("things", "", RECORDS, DOCUMENTS);
    folder.write("things/examples/one/input.json", "{\"a\": 1}");
    folder.write("things/examples/one/object.json", "{\"projct\": \"p\", \"contentType\": \"x\"}");
    expect(
        "object.json says what nobody asks for: 'contentType'; did you mean content_type?"
            + " 'projct'; did you mean project?");
    folder.write("things/examples/one/object.json", "{\"colour\": \"red\"}");
    expect("'colour'; there are: name, project, content_type,");
    folder.write("things/examples/one/object.json", "{\"project\": \"p\"}");
    folder.write("things/examples/one/input.csv", "a\n1\n");
    expect("here are input.csv and input.json");
  }

  @Test
  void whatIsWrongWithJsonIsSaidWithoutAdviceToProgrammers() throws Exception {
    folder.route("things", "", RECORDS, DOCUMENTS);
    folder.write("things/examples/one/input.json", "{\"a\": 1}");
    folder.write("things/examples/one/expected.json", "{\n \"a\": [1,");
    expect("expected.json cannot be read: line 2, column ");
    String said = (String) folder.last("message");
    assertTrue(!said.contains("Source") && !said.contains("Feature"), said);
    folder.write("things/examples/one/object.json", "[]");
    expect("object.json cannot be read: it is another kind of JSON than is wanted here");
    folder.write("things/examples/one/object.json", "null");
    expect("object.json cannot be read: it says null");
  }

  @Test
  void aFaultIsExpectedByItsMessage() throws Exception {
    folder.route("things", "", RECORDS, DOCUMENTS);
    folder.write("things/examples/cut/input.json", "{\"a\": 1");
    folder.write("things/examples/cut/expected-error.txt", "at line 1\n");
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    folder.write("things/examples/cut/expected-error.txt", "at line 7");
    expect("It failed with another message.");
    assertTrue(differences().get(1).startsWith("+ Cut or malformed JSON at line 1"));
    folder.write("things/examples/cut/input.json", "{\"a\": 1}");
    expect("It was to fail, and did not.");
  }

  @Test
  void whatComesIsExpectedFromNowOnWhereSoWanted() throws Exception {
    folder.route("things", "", RECORDS, DOCUMENTS);
    folder.write("things/examples/one/input.json", "{\"a\": 1}");
    folder.write("things/examples/one/expected-error.txt", "cut");
    folder.write("things/examples/two/input.json", "{\"a\": 1");
    folder.write("things/examples/two/expected.json", "{}");
    assertEquals(1, folder.run("test"));
    assertEquals(0, folder.run("test", "accept=true"), () -> "" + folder.said());
    assertEquals("accepted", folder.last("state"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertEquals("ok", folder.last("state"));
    folder.route("things", "", ASIDE, DOCUMENTS);
    assertEquals(1, folder.run("test", "accept=true"));
    assertEquals("failed", folder.last("state"));
  }

  @Test
  void aRouteThatItselfFailsIsNoExpectedFault() throws Exception {
    folder.route("things", "", ASIDE, DOCUMENTS);
    folder.write("things/examples/one/input.json", "{}");
    folder.write("things/examples/one/expected-error.txt", "documents-sink got");
    expect(
        "It failed by no fault of the object: documents-sink got the object's bytes and no records");
  }

  @Test
  void aBadFileFailsItsOwnExamplesAlone() throws Exception {
    folder.route("good", "", RECORDS, DOCUMENTS);
    folder.write("good/examples/numbers/input.json", "[1]");
    folder.write(
        "good/examples/numbers/expected.json",
        "{\"declined\": \"The JSON is an array, but its item 1 is not an object.\"}");
    folder.route("bad", "", "kamelet:json-recrods-action");
    folder.write("bad/examples/one/input.json", "{}");
    assertEquals(1, folder.run("test"));
    assertEquals("failed", folder.said().get(0).get("state"));
    String message = (String) folder.said().get(0).get("message");
    assertTrue(message.contains("refused: bad/bad.camel.yaml"), message);
    assertEquals("ok", folder.last("state"));
    assertEquals(0, folder.run("test", "route=good"));
    assertEquals(2, folder.run("test", "route=god"));
    assertTrue(((String) folder.last("error")).endsWith("there are: bad, good."));
  }

  @Test
  void twoRoutesMaySelectAlike() throws Exception {
    for (String id : List.of("one", "two")) {
      folder.route(id, "?project=p", RECORDS);
      folder.write(id + "/examples/e/input.json", "{}");
      folder.write(id + "/examples/e/expected.json", "{}");
    }
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void whatARouteSendsElsewhereStaysHere() throws Exception {
    Map<String, String> sent =
        Map.of(
            "kafka:topic?brokers=127.0.0.1:1", "kafka://topic",
            "http://127.0.0.1:1/in?httpMethod=POST", "POST http://127.0.0.1:1/in");
    for (Map.Entry<String, String> each : sent.entrySet()) {
      folder.route("things", "", "\"" + each.getKey() + "\"");
      folder.write("things/examples/one/input.json", "{\"a\": 1}");
      folder.write(
          "things/examples/one/expected.json",
          "{\"sent\": [{\"to\": \"" + each.getValue() + "\", \"body\": \"{\\\"a\\\": 1}\"}]}");
      assertEquals(0, folder.run("test"), () -> "" + folder.said());
    }
  }

  @Test
  void servicesAnswerWhatTheExampleSays() throws Exception {
    folder.write(
        "things/things.camel.yaml",
        """
        - route:
            id: things
            from:
              uri: lake:objects
              steps:
                - to: kamelet:json-records-action
                - to:
                    uri: kamelet:http-enrich-action
                    parameters:
                      url: "{{things.url}}/of/{value}?x=1"
                      allowedHosts: 127.0.0.1
                      from: a
                      select: name
                      into: called
                - to: kafka:topic
        """);
    folder.write("things/examples/one/input.json", "{\"a\": 1}");
    folder.write(
        "things/examples/one/object.json", "{\"http\": {\"/of/1?x=1\": {\"name\": \"first\"}}}");
    folder.write(
        "things/examples/one/expected.json",
        "{\"sent\": [{\"to\": \"kafka://topic\", \"body\": \"[{a=1, called=first}]\"}]}");
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    folder.write("things/examples/one/object.json", "{}");
    assertEquals(1, folder.run("test"));
    assertTrue(differences().contains("+     \"service-unreachable\""), () -> "" + folder.said());
  }

  private void expect(String message) throws IOException {
    assertEquals(1, folder.run("test"), () -> "" + folder.said());
    String said = (String) folder.last("message");
    assertTrue(said.contains(message), said);
  }

  @SuppressWarnings("unchecked")
  private List<String> differences() {
    return (List<String>) folder.last("difference");
  }
}
