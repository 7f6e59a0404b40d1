package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sluice.RouteCheckRig.FILE;
import static org.sluice.RouteCheckRig.INNER;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What the lake takes and is not well all the same, or may be meant so. */
class RouteAdviceTest {
  @TempDir Path dir;

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "password",
            route(
                "", "- to:", "    uri: log:x", "    parameters:", "      marker: a?password=hello"),
            "warning",
            "12:23",
            "A secret in clear"),
        fault(
            "token in a header",
            route("", "- setHeader:", "    name: Authorization", "    constant: Bearer 0123456789"),
            "warning",
            "11:23",
            "A secret in clear"),
        fault(
            "user and password in an address",
            route("", "- to: http://alice:secret1@localhost/x"),
            "warning",
            "9:15",
            "A secret in clear"),
        fault(
            "key in a header",
            route("", "- setHeader:", "    constant: 0123456789", "    name: X-Api-Key"),
            "warning",
            "10:23",
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
            "14:27",
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
            "13:29",
            "A secret in clear: password"),
        fault(
            "token in a body",
            route("", "- setBody:", "    constant: '{\"room\": 4, \"token\": \"hello\"}'"),
            "warning",
            "10:23",
            "A secret in clear: constant"),
        fault(
            "key in a header, in XML",
            "<routes>\n <route id='a'>\n  <from uri='lake:objects'/><to uri='kamelet:json-records-action'/>\n"
                + "  <setHeader name='X-Api-Key'>\n   <constant>0123456789</constant>\n"
                + "  </setHeader>\n  <to uri='kamelet:documents-sink'/>\n </route>\n</routes>",
            "warning",
            "5:4",
            "A secret in clear: X-Api-Key"),
        fault(
            "direct that nothing leads to",
            route("") + INNER,
            "warning",
            "13:12",
            "Nothing comes to direct:other"),
        fault(
            "a type that none has",
            route("contentType: json"),
            "warning",
            "7:9",
            "No object comes to this route: contentType is 'json'"),
        fault(
            "a pattern of names for a type",
            route("contentType: '*.csv'"),
            "warning",
            "7:9",
            "contentType is '*.csv', which is like an object's name: no content type is so. Write"
                + " name: \"*.csv\" (\"**.csv\" for those in folders too) instead, or contentType:"
                + " text/csv"),
        fault(
            "one of several types that is a name",
            route("contentType: text/csv,2026/*.dat"),
            "warning",
            "7:9",
            "Write name: \"2026/*.dat\" instead; a content type is like text/csv"),
        fault(
            "names of JSON lines for a type",
            route("contentType: '*.jsonl'"),
            "warning",
            "7:9",
            "instead, or contentType: application/x-ndjson"),
        fault(
            "a name for a type",
            route("contentType: roof.json"),
            "warning",
            "7:9",
            "Write name: \"roof.json\" instead, or contentType: application/json"),
        fault(
            "one of several types that none has",
            route("contentType: text/csv; charset=utf-8, json"),
            "warning",
            "7:9",
            "No object comes to this route by 'json'"),
        fault(
            "a user without a project",
            route("user: alice"),
            "warning",
            "7:9",
            "user is 'alice', and a user is written project:user"),
        fault(
            "letters of a time that stand for others",
            route(
                "",
                "- to:",
                "    uri: kamelet:types-action",
                "    parameters:",
                "      types: a=integer,c=date(dd.mm.YYYY)"),
            "warning",
            "12:15",
            "No usual time is written as dd.mm.YYYY: mm is minutes, YYYY is the year of weeks:"
                + " dd.MM.yyyy?"),
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
    new RouteCheckRig(dir).assertFault(text, level, place, said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secretKey", "sharedKey", "privateKey", "connectionString", "shared_access_key",
        "sasl-jaas-config", "verificationCode", "accountKey", "userPassword", "X-Api-Key"
      })
  void secretsOfManyNamesAreSeen(String name) throws IOException {
    String said = "A secret in clear: ";
    rig()
        .assertFault(
            route(
                "",
                "- to:",
                "    uri: http://localhost/x",
                "    parameters:",
                "      " + name + ": hello"),
            "warning",
            "12:15",
            said + name);
    rig()
        .assertFault(
            route("", "- to: http://localhost/x?" + name + "=hello&level=INFO"),
            "warning",
            "9:15",
            said + name);
    rig()
        .assertFault(
            route("", "- setBody:", "    constant: '{\"a\": \"b\", \"" + name + "\": \"hello\"}'"),
            "warning",
            "10:23",
            said + "constant");
    rig()
        .assertFault(
            route("", "- setBody:", "    constant: 'a=b=c, x=" + name + "=hello'"),
            "warning",
            "10:23",
            said + "constant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"userName", "login", "clientId", "privateKeyFile", "oauthTokenUrl", "key"})
  void whoOneIsAndWhereSomethingLiesIsNoSecret(String name) throws IOException {
    rig()
        .write(
            FILE,
            route(
                "",
                "- to:",
                "    uri: http://localhost/x",
                "    parameters:",
                "      " + name + ": hello"));
    assertEquals(List.of(), rig().check());
  }

  private RouteCheckRig rig() {
    return new RouteCheckRig(dir);
  }

  @Test
  void aFallbackThatNothingIsLeftToIsNoted() throws IOException {
    String all = route("contentType: text/*").replace("id: a", "id: all");
    String last = route("contentType: text/csv; charset=utf-8\nfallback: true");
    rig().write("all/all.camel.yaml", all);
    rig().write(FILE, last);
    assertEquals(
        List.of(
            "a/a.camel.yaml:2:9 a is a fallback, and all that it selects is taken by all"
                + " (all/all.camel.yaml): it runs only where that declines"),
        RouteCheckRig.told(rig().check()));
    rig().write("all/all.camel.yaml", all.replace("text/*", "text/x-*"));
    assertEquals(List.of(), rig().check());
  }

  @Test
  void whatIsMeantSoIsNoFinding() throws IOException {
    RouteCheckRig rig = new RouteCheckRig(dir);
    rig.write(
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
    assertEquals(List.of(), rig.check());
  }

  @Test
  void typesThatHavePointsAreNoNames() throws IOException {
    RouteCheckRig rig = new RouteCheckRig(dir);
    rig.write(
        FILE,
        route(
            "contentType: 'application/vnd.oasis.opendocument.text,application/vnd.*,*/*,*json,"
                + "*spreadsheetml.sheet,text/*,application/*+xml,image/vnd.djvu'"));
    assertEquals(List.of(), rig.check());
  }

  @Test
  void whereExpressionsLeadIsNotKnown() throws IOException {
    RouteCheckRig rig = new RouteCheckRig(dir);
    rig.write(FILE, route("", "- toD: direct:${header.kind}") + INNER);
    assertEquals(List.of(), rig.check());
  }
}
