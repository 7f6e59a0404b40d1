package org.sluice;

import static org.sluice.RouteCheckRig.INNER;
import static org.sluice.RouteCheckRig.fault;
import static org.sluice.RouteCheckRig.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file for each kind of fault for which the lake refuses it: where it is, and what is meant.
 */
class RouteFaultsTest {
  @TempDir Path dir;

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("no YAML", "- route: [", "error", "1:11", "This is no YAML"),
        fault("no route", "- beans: []\n", "error", "1:1", "The file holds no route"),
        fault("no id", route("").replace("    id: a\n", ""), "error", "1:3", "has no id"),
        fault(
            "id twice",
            route("") + route(""),
            "error",
            "11:9",
            "Route id a stands twice in this file"),
        fault(
            "unknown step",
            route("", "- setBdoy:", "    constant: x"),
            "error",
            "9:11",
            "There is no step 'setBdoy'; did you mean setBody?"),
        fault(
            "unknown property of a step",
            route("", "- setBody:", "    constnat: x"),
            "error",
            "10:13",
            "There is no 'constnat' in setBody; did you mean constant?"),
        fault(
            "unknown block",
            route("", "- to: kamelet:json-recrods-action"),
            "error",
            "9:15",
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
            "12:15",
            "block json-records-action has no parameter 'maxBytse'; did you mean maxBytes?"),
        fault(
            "missing parameter of a block",
            route("", "- to: kamelet:http-enrich-action?url=http://h/&select=a&into=b"),
            "error",
            "9:15",
            "block http-enrich-action needs the parameter 'allowedHosts'"),
        fault(
            "wrong value of a block's parameter",
            route("", "- to: kamelet:json-records-action?maxBytes=many"),
            "error",
            "9:15",
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
            "size that is no number",
            route("minSize: 10 MB"),
            "error",
            "7:9",
            "parameter 'minSize' is '10 MB', and should be a number of bytes, such as 10000000"),
        fault(
            "zone that there is not",
            route(
                "",
                "- to:",
                "    uri: kamelet:types-action",
                "    parameters:",
                "      types: a=time",
                "      zone: Europe/Berln"),
            "error",
            "13:15",
            "block types-action: parameter 'zone': 'Europe/Berln' is no time zone, as Europe/Paris is;"
                + " did you mean Europe/Berlin?"),
        fault(
            "unknown component",
            route("", "- to: htpp://localhost/x"),
            "error",
            "9:15",
            "There is no component 'htpp'; did you mean http? One that Sluice does not"),
        fault(
            "unknown option of a component",
            route("", "- to: log:x?showBdoy=true"),
            "error",
            "9:15",
            "showBdoy"),
        fault(
            "direct to nowhere",
            route("", "- to: direct:other"),
            "error",
            "9:15",
            "No route of this file starts from direct:other"),
        fault(
            "direct that is mistyped",
            route("", "- to: direct:othr") + INNER,
            "error",
            "9:15",
            "No route of this file starts from direct:othr; did you mean other?"),
        fault(
            "direct that an expression names",
            route("", "- enrich:", "    constant: direct:othr") + INNER,
            "error",
            "10:23",
            "No route of this file starts from direct:othr; did you mean other?"),
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
            "10:23",
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
        fault("to without an address", route("", "- to:"), "error", "9:11", "has no address"),
        fault(
            "to with parameters alone",
            route("", "- to:", "    parameters:", "      query: .a"),
            "error",
            "9:11",
            "The step 'to' has no address"),
        fault(
            "XML cut",
            "<routes><route id='a'><from uri='lake:objects'/>",
            "error",
            "1:49",
            "This is no XML"),
        fault(
            "XML with an unknown block",
            "<routes>\n <route id='a'>\n  <from uri='lake:objects'/><to uri='kamelet:json-records-action'/>\n"
                + "  <to uri='kamelet:documents-snik'/>\n </route>\n</routes>",
            "error",
            "4:12",
            "There is no block 'documents-snik'; did you mean documents-sink?"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsSaidWithItsPlace(String name, String text, String level, String place, String said)
      throws IOException {
    new RouteCheckRig(dir).assertFault(text, level, place, said);
  }
}
