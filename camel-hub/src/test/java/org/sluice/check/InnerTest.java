package org.sluice.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways within a file: where one leads to no route, and which route none leads to. */
class InnerTest {
  private static final String OTHER =
      """
      - route:
          id: b
          from:
            uri: %s
            steps:
              - to: log:x
      """;

  private static RouteText text(String start, String... steps) {
    String text =
        "- route:\n    id: a\n    from:\n      uri: lake:objects\n      steps:\n"
            + String.join("\n", steps).indent(8)
            + OTHER.formatted(start);
    return RouteText.of("a/a.camel.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> nowhere(RouteText text) {
    return new Inner(text, List.of())
        .nowhere().stream().map(call -> call.scheme() + ":" + call.path()).toList();
  }

  private static List<String> unreached(RouteText text, RouteText... others) {
    return new Inner(text, List.of(others)).unreached().stream().map(Call::path).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: direct:x",
        "- to: direct://x?timeout=1",
        "- to: {uri: 'direct:x'}",
        "- toD: direct:x",
        "- wireTap: {uri: 'direct:x'}",
        "- enrich: {constant: 'direct:x'}",
        "- enrich: {expression: {simple: {expression: 'direct:x'}}}",
        "- recipientList: {constant: 'log:y, direct:x'}",
        "- routingSlip: {expression: {constant: 'direct:x'}}",
        "- errorHandler: {deadLetterChannel: {deadLetterUri: 'direct:x'}}",
      })
  void aWayIsFoundHoweverItIsWritten(String step) {
    assertEquals(List.of("direct:x"), nowhere(text("direct:y", step)));
    assertEquals(List.of(), nowhere(text("direct:x", step)));
    assertEquals(List.of(), unreached(text("direct:x", step)));
  }

  @Test
  void anotherSchemeIsAnotherWay() {
    assertEquals(List.of("seda:x"), nowhere(text("direct:x", "- to: seda:x")));
    assertEquals(List.of(), nowhere(text("seda:x?size=5", "- to: seda:x")));
  }

  @Test
  void whatIsPolledIsTaken() {
    assertEquals(
        List.of(),
        nowhere(text("direct:y", "- to: seda:x", "- pollEnrich: {constant: 'seda:x?size=5'}")));
  }

  @Test
  void whatAPlaceholderStandsForIsNotKnown() {
    assertEquals(List.of(), nowhere(text("direct:{{y}}", "- to: direct:x")));
    assertEquals(List.of(), nowhere(text("direct:y", "- to: direct:{{x}}")));
    assertEquals(List.of(), unreached(text("direct:{{y}}", "- to: log:x")));
  }

  @Test
  void aRouteThatNothingLeadsToIsFound() {
    assertEquals(List.of("y"), unreached(text("direct:y", "- to: log:x")));
    assertEquals(List.of("y"), unreached(text("direct:y", "- log: direct:yes")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- toD: direct:${header.kind}",
        "- toD: ${header.where}",
        "- to: '{{where}}'",
        "- recipientList: {simple: '${header.where}'}",
        "- dynamicRouter: {method: {ref: router}}",
        "- setHeader: {name: where, groovy: \"a ? 'direct:y' : 'log:x'\"}",
      })
  void whereAllMayLeadNoRouteIsLeftOver(String step) {
    assertEquals(List.of(), unreached(text("direct:y", step)));
  }

  @Test
  void aPolicyMayLeadThereToo() {
    RouteText policy = text("direct:z", "- to: direct:y");
    assertEquals(List.of(), unreached(text("direct:y", "- to: log:x"), policy));
  }
}
