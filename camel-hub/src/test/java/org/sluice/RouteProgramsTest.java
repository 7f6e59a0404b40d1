package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sluice.RouteCheckRig.FILE;
import static org.sluice.RouteCheckRig.fault;
import static org.sluice.RouteCheckRig.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that a file holds are read before an object comes: which line of the file is wrong. */
class RouteProgramsTest {
  @TempDir Path dir;

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "jq program on the parameter's line",
            route(
                "",
                "- to:",
                "    uri: kamelet:jq-action",
                "    parameters:",
                "      query: '{a: }'"),
            "error",
            "12:27",
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
            "14:21",
            "in the jq program, line 1, column 10"),
        fault(
            "jq program that calls what there is not",
            route("", "- to:", "    uri: kamelet:jq-action", "    parameters:", "      query: foo"),
            "error",
            "12:22",
            "foo/0"),
        fault(
            "jq program in XML",
            "<routes>\n <route id='a'>\n  <from uri='lake:objects'/><to uri='kamelet:json-records-action'/>\n"
                + "  <to uri='kamelet:jq-action?query=.a'/>\n"
                + "  <to uri='kamelet:jq-action?query={a:}'/>\n"
                + "  <to uri='kamelet:documents-sink'/>\n </route>\n</routes>",
            "error",
            "5:12",
            "in the jq program, line 1, column 4"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsSaidWithItsPlace(String name, String text, String level, String place, String said)
      throws IOException {
    new RouteCheckRig(dir).assertFault(text, level, place, said);
  }

  @Test
  void ofSeveralProgramsTheOneThatIsWrongIsNamedWithItsLine() throws IOException {
    RouteCheckRig rig = new RouteCheckRig(dir);
    rig.write(
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
            "16:15 'query' has several lines: Camel joins them with nothing between",
            "18:23 block jq-action: parameter 'query': no jq program: '}' does not fit in the jq program, line 1,"
                + " column 9"),
        rig.check().stream()
            .map(f -> f.line() + ":" + f.column() + " " + f.message())
            .map(said -> said.replaceFirst("[.] Write .*", ""))
            .toList());
  }
}
