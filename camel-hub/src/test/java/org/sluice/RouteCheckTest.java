package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.check.Finding;
import org.sluice.gold.GoldWriters;
import org.sluice.routes.RouteFiles;

/** One file for each kind of fault: it is said where it is wrong, and what is meant. */
class RouteCheckTest {
  private static final String FILE = "a/a.camel.yaml";

  @TempDir Path dir;

  private static String route(String parameters, String... steps) {
    return "- route:\n"
        + "    id: a\n"
        + "    from:\n"
        + "      uri: lake:objects\n"
        + "      parameters:\n"
        + "        project: p\n"
        + parameters.indent(8)
        + "      steps:\n"
        + String.join("\n", steps).indent(8)
        + "        - to: kamelet:documents-sink\n";
  }

  private static final String INNER =
      """
      - route:
          id: b
          from:
            uri: direct:other
            steps:
              - to: log:x
      """;

  private static Arguments fault(
      String name, String text, String level, String place, String said) {
    return Arguments.of(name, text, level, place, said);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("no YAML", "- route: [", "error", "1:11", "This is no YAML"),
        fault("no route", "- beans: []\n", "error", "1:1", "The file holds no route"),
        fault("no id", route("").replace("    id: a\n", ""), "error", "1:3", "has no id"),
        fault(
            "id twice",
            route("") + route(""),
            "error",
            "10:9",
            "Route id a stands twice in this file"),
        fault(
            "unknown step",
            route("", "- setBdoy:", "    constant: x"),
            "error",
            "8:11",
            "There is no step 'setBdoy'; did you mean setBody?"),
        fault(
            "unknown property of a step",
            route("", "- setBody:", "    constnat: x"),
            "error",
            "9:23",
            "constnat"),
        fault(
            "unknown block",
            route("", "- to: kamelet:json-recrods-action"),
            "error",
            "8:15",
            "There is no block 'json-recrods-action'; did you mean json-records-action?"),
        fault(
            "unknown parameter of a block",
            route(
                "",
                "- to:",
                "    uri: kamelet:json-records-action",
                "    parameters:",
                "      maxBytse: 1"),
            "error",
            "11:15",
            "block json-records-action has no parameter 'maxBytse'; did you mean maxBytes?"),
        fault(
            "missing parameter of a block",
            route("", "- to: kamelet:http-enrich-action?url=http://h/&select=a&into=b"),
            "error",
            "8:15",
            "block http-enrich-action needs the parameter 'allowedHosts'"),
        fault(
            "wrong value of a block's parameter",
            route("", "- to: kamelet:json-records-action?maxBytes=many"),
            "error",
            "8:15",
            "'maxBytes' is 'many', and should be a whole number above 0"),
        fault(
            "unknown parameter of lake:objects",
            route("contnetType: text/csv"),
            "error",
            "7:9",
            "lake:objects has no parameter 'contnetType'; did you mean contentType?"),
        fault(
            "wrong value of lake:objects",
            route("onDelete: kep"),
            "error",
            "4:12",
            "onDelete is 'kep'; it is remove or keep"),
        fault(
            "sizes that exclude each other",
            route("minSize: 10\nmaxSize: 9"),
            "error",
            "4:12",
            "minSize 10 is above maxSize 9: no object is both"),
        fault(
            "unknown component",
            route("", "- to: htpp://localhost/x"),
            "error",
            "8:15",
            "There is no component 'htpp'; did you mean http? One that Sluice does not"),
        fault(
            "unknown option of a component",
            route("", "- to: log:x?showBdoy=true"),
            "error",
            "8:15",
            "showBdoy"),
        fault(
            "direct to nowhere",
            route("", "- to: direct:other"),
            "error",
            "8:15",
            "No route of this file starts from direct:other"),
        fault(
            "direct that is mistyped",
            route("", "- to: direct:othr") + INNER,
            "error",
            "8:15",
            "No route of this file starts from direct:othr; did you mean other?"),
        fault(
            "direct that an expression names",
            route("", "- enrich:", "    constant: direct:othr") + INNER,
            "error",
            "9:23",
            "No route of this file starts from direct:othr; did you mean other?"),
        fault(
            "direct that nothing leads to",
            route("") + INNER,
            "warning",
            "12:12",
            "Nothing comes to direct:other"),
        fault(
            "policy that there is not",
            route("").replace("    id: a\n", "    id: a\n    routeConfigurationId: patient\n"),
            "error",
            "3:27",
            "There is no policy 'patient' in routes/policies"),
        fault(
            "placeholder without value",
            route("", "- setBody:", "    constant: \"{{no.value}}\""),
            "error",
            "9:23",
            "The placeholder {{no.value}} has no value"),
        fault(
            "expression that cannot be read",
            route("", "- filter:", "    simple: \"${body\"", "    steps:", "      - stop: {}"),
            "error",
            "",
            "${body"),
        fault(
            "language that is not there",
            route("", "- filter:", "    jsonpath: \"$.a\"", "    steps:", "      - stop: {}"),
            "error",
            "",
            "jsonpath"),
        fault(
            "bean that is not there",
            route("", "- process:", "    ref: nobody"),
            "error",
            "",
            "nobody"),
        fault(
            "jq program on the parameter's line",
            route(
                "",
                "- to:",
                "    uri: kamelet:jq-action",
                "    parameters:",
                "      query: '{a: }'"),
            "error",
            "11:27",
            "in the jq program, line 1, column 5"),
        fault(
            "jq program that YAML folds",
            route(
                "",
                "- to:",
                "    uri: kamelet:jq-action",
                "    parameters:",
                "      query: >-",
                "        .a |",
                "        {b: }"),
            "error",
            "13:21",
            "in the jq program, line 1, column 10"),
        fault(
            "jq program that calls what there is not",
            route("", "- to:", "    uri: kamelet:jq-action", "    parameters:", "      query: foo"),
            "error",
            "11:22",
            "foo/0"),
        fault(
            "jq program in XML",
            "<routes>\n <route id='a'>\n  <from uri='lake:objects'/>\n"
                + "  <to uri='kamelet:jq-action?query=.a'/>\n"
                + "  <to uri='kamelet:jq-action?query={a:}'/>\n"
                + "  <to uri='kamelet:documents-sink'/>\n </route>\n</routes>",
            "error",
            "5:12",
            "in the jq program, line 1, column 4"),
        fault("to without an address", route("", "- to:"), "error", "8:11", "has no address"),
        fault(
            "to with parameters alone",
            route("", "- to:", "    parameters:", "      query: .a"),
            "error",
            "8:11",
            "The step 'to' has no address"),
        fault(
            "XML cut",
            "<routes><route id='a'><from uri='lake:objects'/>",
            "error",
            "1:49",
            "This is no XML"),
        fault(
            "XML with an unknown block",
            "<routes>\n <route id='a'>\n  <from uri='lake:objects'/>\n"
                + "  <to uri='kamelet:documents-snik'/>\n </route>\n</routes>",
            "error",
            "4:12",
            "There is no block 'documents-snik'; did you mean documents-sink?"),
        fault(
            "password",
            route(
                "", "- to:", "    uri: log:x", "    parameters:", "      marker: a?password=hello"),
            "warning",
            "11:23",
            "A secret in clear"),
        fault(
            "token in a header",
            route("", "- setHeader:", "    name: Authorization", "    constant: Bearer 0123456789"),
            "warning",
            "10:23",
            "A secret in clear"),
        fault(
            "user and password in an address",
            route("", "- to: http://alice:secret1@localhost/x"),
            "warning",
            "8:15",
            "A secret in clear"),
        fault(
            "key in a header",
            route("", "- setHeader:", "    constant: 0123456789", "    name: X-Api-Key"),
            "warning",
            "9:23",
            "A secret in clear: X-Api-Key"),
        fault(
            "authorization of another kind",
            route(
                "",
                "- setHeaders:",
                "    headers:",
                "      - name: Accept",
                "        constant: text/csv",
                "      - name: Authorization",
                "        constant: Token abc"),
            "warning",
            "13:27",
            "A secret in clear: Authorization"),
        fault(
            "password in a property",
            route(
                "",
                "- setProperty:",
                "    name: password",
                "    expression:",
                "      constant:",
                "        expression: hello"),
            "warning",
            "12:29",
            "A secret in clear: password"),
        fault(
            "token in a body",
            route("", "- setBody:", "    constant: '{\"room\": 4, \"token\": \"hello\"}'"),
            "warning",
            "9:23",
            "A secret in clear: constant"),
        fault(
            "key in a header, in XML",
            "<routes>\n <route id='a'>\n  <from uri='lake:objects'/>\n"
                + "  <setHeader name='X-Api-Key'>\n   <constant>0123456789</constant>\n"
                + "  </setHeader>\n  <to uri='kamelet:documents-sink'/>\n </route>\n</routes>",
            "warning",
            "5:4",
            "A secret in clear: X-Api-Key"),
        fault(
            "a type that none has",
            route("contentType: json"),
            "warning",
            "7:9",
            "No object comes to this route: contentType is 'json'"),
        fault(
            "no sink",
            route("").replace("kamelet:documents-sink", "log:x"),
            "note",
            "2:9",
            "No sink"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsSaidWithItsPlace(String name, String text, String level, String place, String said)
      throws IOException {
    String file = text.startsWith("<") ? "a/a.camel.xml" : FILE;
    write(file, text);
    List<Finding> findings = check();
    assertEquals(1, findings.size(), findings.toString());
    Finding one = findings.get(0);
    assertEquals(level, one.level().text(), one.toString());
    assertEquals(file, one.file());
    assertTrue(one.message().contains(said), one.message());
    if (!place.isEmpty()) {
      assertEquals(place, one.line() + ":" + one.column(), one.message());
    } else {
      assertTrue(one.line() > 0, one.toString());
    }
  }

  @Test
  void ofSeveralProgramsTheOneThatIsWrongIsNamedWithItsLine() throws IOException {
    write(
        FILE,
        route(
            "",
            "- to:",
            "    uri: kamelet:jq-action",
            "    parameters:",
            "      query: .a",
            "- to:",
            "    uri: kamelet:jq-action",
            "    parameters:",
            "      query: |",
            "        .a |",
            "          {b: }"));
    assertEquals(
        List.of(
            "15:15 'query' has several lines: Camel joins them with nothing between",
            "17:23 block 'jq': parameter 'query': no jq program: '}' does not fit in the jq program, line 1,"
                + " column 9"),
        check().stream()
            .map(f -> f.line() + ":" + f.column() + " " + f.message())
            .map(said -> said.replaceFirst("[.] Write .*", ""))
            .toList());
  }

  @Test
  void whatIsMeantSoIsNoFinding() throws IOException {
    write(
        FILE,
        route(
                "",
                "- setHeader:",
                "    name: Authorization",
                "    constant: Bearer {{of.a.file:none}}",
                "- setProperty:",
                "    name: token",
                "    simple: ${header.token}",
                "- setProperty:",
                "    name: hasPassword",
                "    constant: true",
                "- recipientList:",
                "    constant: log:x,direct:other")
            + INNER);
    assertEquals(List.of(), check());
  }

  @Test
  void whereExpressionsLeadIsNotKnown() throws IOException {
    write(FILE, route("", "- toD: direct:${header.kind}") + INNER);
    assertEquals(List.of(), check());
  }

  @Test
  void aPolicyIsNamedAndNamesAreOfPolicies() throws IOException {
    String policy =
        """
        - routeConfiguration:
            id: %s
            onException:
              - onException:
                  exception: [java.io.IOException]
                  steps:
                    - to: direct:%s
        """;
    write("policies/patient.camel.yaml", policy.formatted("patient", "other"));
    write("policies/lazy.camel.yaml", policy.formatted("lazy", "othr"));
    String named = "    id: a\n    routeConfigurationId: %s\n";
    write(
        FILE,
        route("", "- to: direct:other").replace("    id: a\n", named.formatted("pat*")) + INNER);
    write(
        "b/b.camel.yaml",
        route("").replace("    id: a\n", named.formatted("lazi")).replace("id: a", "id: c"));
    assertEquals(
        List.of(
            "b/b.camel.yaml:3:27 There is no policy 'lazi' in routes/policies; did you mean lazy?",
            "policies/lazy.camel.yaml:2:9 No route names the policy lazy, so it is for none: a route"
                + " does by routeConfigurationId: lazy",
            "policies/lazy.camel.yaml:7:19 No route starts from direct:othr, in this file or in one"
                + " of routes; did you mean other?"),
        check().stream()
            .map(f -> f.file() + ":" + f.line() + ":" + f.column() + " " + f.message())
            .toList());
  }

  @Test
  void everyFaultOfAFileIsSaid() throws IOException {
    write(FILE, route("contnetType: x", "- to: kamelet:nothing-like-it", "- to: htpp:x"));
    assertEquals(List.of(7, 9, 10), check().stream().map(Finding::line).toList());
  }

  @Test
  void routesThatMayTakeTheSameAreNoted() throws IOException {
    write(FILE, route("contentType: text/csv"));
    write("b/b.camel.yaml", route("contentType: text/*").replace("id: a", "id: b"));
    write("c/c.camel.yaml", route("contentType: image/*").replace("id: a", "id: c"));
    assertEquals(
        List.of(
            "a/a.camel.yaml:2 Some objects may be taken by a and by b (b/b.camel.yaml): both run",
            "b/b.camel.yaml:2 Some objects may be taken by b and by a (a/a.camel.yaml): both run"),
        check().stream().map(f -> f.file() + ":" + f.line() + " " + f.message()).toList());
  }

  @Test
  void anIdOfAnotherFileIsSaid() throws IOException {
    write(FILE, route(""));
    write("b/b.camel.yaml", route(""));
    assertEquals(
        List.of(
            "a/a.camel.yaml:2:9 Route id a stands also in b/b.camel.yaml",
            "b/b.camel.yaml:2:9 Route id a stands also in a/a.camel.yaml"),
        check().stream()
            .map(f -> f.file() + ":" + f.line() + ":" + f.column() + " " + f.message())
            .map(said -> said.replaceFirst("[.] .*", ""))
            .toList());
  }

  @Test
  void aWrongBlockIsSaidWithItsLine() throws IOException {
    write(FILE, route("", "- to: kamelet:my-action"));
    String block =
        Files.readString(RouteFiles.folder().resolve("blocks/image-metadata-action.kamelet.yaml"));
    write(
        "blocks/my-action.kamelet.yaml",
        block.replace("image-metadata-action", "my-action").replace("- to:", "- tto:"));
    List<Finding> findings = check();
    assertTrue(
        findings.stream()
            .anyMatch(
                f ->
                    f.file().equals("blocks/my-action.kamelet.yaml")
                        && f.line() == 27
                        && f.message().equals("There is no step 'tto'; did you mean to?")),
        findings.toString());
  }

  @Test
  void theShippedRoutesAreWell() {
    Properties values = new Properties();
    values.setProperty("rooms.url", "http://127.0.0.1:1");
    assertEquals(
        List.of(), new RouteCheck(RouteFiles.folder(), values, GoldWriters.NONE).findings());
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<Finding> check() throws IOException {
    Files.createDirectories(dir.resolve("blocks"));
    for (Path block : RouteFiles.kamelets()) {
      Path copy = dir.resolve("blocks").resolve(block.getFileName());
      if (Files.notExists(copy)) {
        Files.copy(block, copy);
      }
    }
    return new RouteCheck(dir, new Properties(), GoldWriters.NONE).findings();
  }
}
