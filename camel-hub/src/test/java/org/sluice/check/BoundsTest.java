package org.sluice.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would take the stack or the memory of who reads them are refused with the place. */
class BoundsTest {
  private static Optional<Finding> broken(String file, String text) {
    return RouteText.of(file, text.getBytes(StandardCharsets.UTF_8)).broken();
  }

  private static void refused(String file, String text, int line, String... words) {
    Finding finding = broken(file, text).orElseThrow();
    assertEquals(line, finding.line(), finding.message());
    for (String word : words) {
      assertTrue(finding.message().contains(word), finding.message());
    }
  }

  @Test
  void anAliasWithinWhatItStandsForIsRefused() {
    refused("a.camel.yaml", "- route: &a\n    id: x\n    from: *a\n", 3, "*a", "&a", "no end");
    refused("a.camel.yaml", "- &a [&b {x: 1},\n *b, [*a]]\n", 2, "*a", "no end");
  }

  @Test
  void anAliasBesideOrOfANameThatIsGivenAnewIsWell() {
    assertEquals(Optional.empty(), broken("a.camel.yaml", "- &a {x: 1}\n- *a\n- *a\n"));
    assertEquals(Optional.empty(), broken("a.camel.yaml", "- &a [&a {x: 1}, *a]\n- *a\n"));
  }

  @Test
  void anAliasOfNothingIsToldAsBefore() {
    refused("a.camel.yaml", "- a: 1\n- b: *c\n", 2, "undefined alias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void whatIsNestedWithoutEndIsRefused(String open) {
    refused("a.camel.yaml", "- x: 1\n- y:\n    " + open.repeat(20_000), 3, "deep");
  }

  @Test
  void soIsWhatAliasesNestWithoutSayingSo() {
    StringBuilder text = new StringBuilder("- &a0 {x: 1}\n");
    for (int i = 1; i <= 45; i++) {
      text.append("- &a").append(i).append(" [[[*a").append(i - 1).append("]]]\n");
    }
    refused("a.camel.yaml", text.toString(), 34, "deep");
  }

  @Test
  void aliasesOfAliasesThatMakeMillionsAreRefused() {
    StringBuilder text = new StringBuilder("- &a0 {x: 1}\n");
    for (int i = 1; i <= 12; i++) {
      String last = "*a" + (i - 1);
      String four = String.join(", ", last, last, last, last);
      text.append("- &a").append(i).append(" [").append(four).append("]\n");
    }
    refused("a.camel.yaml", text.toString(), 9, "" + Bounds.PARTS, "aliases");
  }

  @Test
  void aFileOfTooManyPartsIsRefused() {
    refused("a.camel.yaml", "- x: [" + "1,".repeat(Bounds.PARTS) + "]\n", 1, "" + Bounds.PARTS);
    String many = "<a b='1'/>\n".repeat(Bounds.PARTS / 2);
    refused("a.camel.xml", "<routes>\n" + many + "</routes>", 50_001, "" + Bounds.PARTS);
  }

  @Test
  void soIsXmlThatIsNestedWithoutEnd() {
    refused("a.camel.xml", "<routes>\n" + "<a>\n".repeat(20_000), 101, "deep");
  }

  @Test
  void aRouteAsDeepAsAnyIsWell() {
    String steps = "[{choice: {when: [{simple: '${body}', steps: ";
    String deep = steps.repeat(15) + "[{log: x}]" + "}]}}]".repeat(15);
    String route = "- route:\n    id: a\n    from:\n      uri: lake:objects\n      steps: ";
    assertEquals(Optional.empty(), broken("a.camel.yaml", route + deep + "\n"));
    String xml = "<choice><when><simple>x</simple>".repeat(30);
    assertEquals(
        Optional.empty(),
        broken("a.camel.xml", "<route id='a'>" + xml + "</when></choice>".repeat(30) + "</route>"));
  }
}
