package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.check.Finding;

/**
 * The mistakes of everybody's first files. Each stands in a file of its own, so that one look finds
 * all: one error a file, at the place of the mistake, in words that say what it is.
 */
class RouteMistakesTest {
  private static final String YAML =
      """
      - route:
          id: ID
          from:
            uri: lake:objects
            parameters:
              project: ID
            steps:
              - to: kamelet:json-records-action
              - log: x
              - to:
                  uri: kamelet:documents-sink
                  parameters:
                    collection: c
      """;

  private static final String XML =
      """
      <routes>
        <route id="ID">
          <from uri="lake:objects?project=ID"/>
          <to uri="kamelet:json-records-action"/>
          <log message="x"/>
          <to uri="kamelet:documents-sink"/>
        </route>
      </routes>
      """;

  @TempDir Path dir;
  private final Map<String, String> expected = new TreeMap<>();
  private RouteCheckRig rig;

  /**
   * @param said LINE:COLUMN and what the message begins with
   */
  private void yaml(String id, String right, String wrong, String said) throws IOException {
    mistake(id, ".camel.yaml", YAML, right, wrong, said);
  }

  private void xml(String id, String right, String wrong, String said) throws IOException {
    mistake(id, ".camel.xml", XML, right, wrong, said);
  }

  private void mistake(
      String id, String ending, String whole, String right, String wrong, String said)
      throws IOException {
    int at = whole.indexOf(right);
    String text = whole.substring(0, at) + wrong + whole.substring(at + right.length());
    rig.write(id + "/" + id + ending, text.replace("ID", id));
    expected.put(id + "/" + id + ending, said);
  }

  private void assertAllAreSaid() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Finding one : rig.check()) {
      String said = one.line() + ":" + one.column() + " " + one.message();
      String begin = expected.getOrDefault(one.file(), "");
      found.merge(
          one.file(), said.startsWith(begin) ? begin : said, (first, more) -> first + "; " + more);
    }
    assertEquals(lines(expected), lines(found));
  }

  private static String lines(Map<String, String> said) {
    return String.join(
        "\n", said.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  @Test
  void inTheFormOfTheFile() throws IOException {
    rig = new RouteCheckRig(dir);
    yaml("tab", "        project", "\tproject", "6:1 This is no YAML: while scanning for the next");
    yaml("quote", "uri: lake:objects", "uri: \"lake:objects", "4:12 This is no YAML: while scann");
    yaml("bracket", "project: ID", "project: [ID", "6:18 This is no YAML: while parsing a flow s");
    yaml("brace", "to: kam", "to: {uri: kam", "8:15 This is no YAML: while parsing a flow mapp");
    yaml(
        "twice", "from:", "id: b\n    from:", "3:5 The key 'id' stands here twice, the first time");
    yaml("mapping", "- route:", "route:", "1:1 A file of routes is a list: write a dash before");
    yaml("list", "        project", "        - project", "6:9 Here stands a list, and should be");
    xml(
        "cut",
        "<log message=\"x\"/>",
        "<log>",
        "7:5 This is no XML: The element type \"log\" must");
    xml("same", "\"x\"", "\"x\" message=\"y\"", "5:35 This is no XML: the attribute 'message' s");
    xml(
        "and",
        "=ID",
        "=ID&name=x",
        "3:45 This is no XML: The reference to entity \"name\" must end");
    assertAllAreSaid();
  }

  @Test
  void inTheNamesOfKeys() throws IOException {
    rig = new RouteCheckRig(dir);
    yaml(
        "top",
        "- route:",
        "- rotue:",
        "1:3 There is no 'rotue' at the top of a file of routes; di");
    yaml(
        "upper",
        "- route:",
        "- Route:",
        "1:3 There is no 'Route' at the top of a file of routes; ");
    yaml("beside", "- route:", "- foo: {}\n- route:", "1:3 There is no 'foo' at the top of a file");
    yaml(
        "route",
        "id: ID",
        "id: ID\n    descripton: x",
        "3:5 There is no 'descripton' in route; di");
    yaml(
        "from", "parameters:", "paramters:", "5:7 There is no 'paramters' in from; did you mean p");
    yaml("steps", "steps:", "stesp:", "7:7 There is no 'stesp' in from; did you mean steps?");
    yaml(
        "block",
        "parameters:\n              c",
        "paramters:\n              c",
        "12:13 There is no");
    yaml("language", "log: x", "filter: {jsonpat: a, steps: []}", "9:20 There is no 'jsonpat' in");
    yaml(
        "named",
        "log: x",
        "setBody: {language: {language: k, expression: x}}",
        "9:42 There is no language 'k'");
    yaml(
        "value", "log: x", "setExchangePattern: {pattern: InOutt}", "9:41 'InOutt' is no value of");
    xml("element", "<log message=\"x\"/>", "<setBdoy/>", "5:5 There is no 'setBdoy' here; did you");
    assertAllAreSaid();
  }

  @Test
  void inWhatIsLeftOut() throws IOException {
    rig = new RouteCheckRig(dir);
    yaml("begin", "    from:\n", "    frm:\n", "3:5 The route begin has no 'from', but 'frm': did");
    yaml(
        "only",
        YAML,
        "- route:\n    id: ID\n    steps: []\n",
        "1:3 The route only has no 'from': w");
    yaml("loose", YAML, "- steps:\n    - log: x\n", "1:3 There is no 'steps' at the top of a file");
    yaml(
        "start", "uri: lake:objects", "uri:", "4:7 The route start starts nowhere: its 'from' has");
    yaml(
        "to", "to: kamelet:json-records-action", "to:", "8:11 The step 'to' has no address: write");
    yaml("uri", "uri: kamelet:documents-sink", "uri:", "11:13 The step 'to' has no address: write");
    yaml("choice", "log: x", "choice: {when: []}", "9:11 The step 'choice' has no 'when': nothing");
    yaml(
        "when", "log: x", "choice: {when: [{steps: []}]}", "9:20 'when' has no condition: write o");
    yaml("open", "log: x", "log: 'a {{b'", "9:16 A placeholder is not closed: '{{' without '}}'");
    yaml("close", "collection: c", "collection: 'b}}'", "13:27 '}}' stands without '{{' in: b}}");
    xml("nowhere", "uri=\"lake:objects?project=ID\"", "", "3:5 The route nowhere starts nowhere");
    xml(
        "empty",
        "kamelet:documents-sink",
        "",
        "6:9 The step 'to' has no address: write one behind");
    assertAllAreSaid();
  }
}
