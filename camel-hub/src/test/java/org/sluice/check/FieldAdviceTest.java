package org.sluice.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of fields that are like one that the route says before. */
class FieldAdviceTest {
  private static final String CSV =
      "kamelet:csv-records-action?types=Zeitpunkt=time,t1=number,\"a, b\"=number,*=text";
  private static final String SINK = "kamelet:influx-points-sink";

  private static List<String> said(String... steps) {
    StringBuilder route = new StringBuilder("- route:\n    id: a\n    from:\n");
    route.append("      uri: lake:objects\n      steps:\n");
    for (String step : steps) {
      route.append("      - ").append(step.contains("\n") ? step : "to: '" + step + "'\n");
    }
    return found("a.camel.yaml", route.toString());
  }

  private static List<String> found(String file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Advice.ofRoutes(RouteText.of(file, bytes), List.of()).stream()
        .map(one -> one.line() + " " + one.level().text() + " " + one.message())
        .toList();
  }

  private static String points(String time, String fields) {
    return "kamelet:points-action?measurement=m&time=" + time + "&fields=" + fields;
  }

  private static final String MEANT =
      " warning 'time' of points-action names 'Zeitpunk', which nothing before it says; did you"
          + " mean Zeitpunkt?";

  @Test
  void aNameThatIsLikeOneOfTheRoutesOwnIsSaid() {
    assertEquals(List.of("7" + MEANT), said(CSV, points("Zeitpunk", "t1"), SINK));
    assertEquals(
        List.of("8" + MEANT),
        said(
            "kamelet:json-records-action",
            "kamelet:types-action?types=Zeitpunkt=time",
            points("Zeitpunk", "t1"),
            SINK));
    String parameters =
        "to:\n          uri: kamelet:table-rows-sink\n          parameters:\n"
            + "            table: t\n            key: zeitpunkt,t1\n";
    assertEquals(
        List.of(
            "12 warning 'key' of table-rows-sink names 'zeitpunkt', which nothing before it says;"
                + " did you mean Zeitpunkt?"),
        said(CSV, "kamelet:deduplicate-action?by=t1", parameters));
    assertEquals(
        List.of("1" + MEANT),
        found(
            "a.camel.xml",
            "<route id='a'><from uri='lake:objects'/><to uri='kamelet:csv-records-action?types="
                + "Zeitpunkt=time'/><to uri='kamelet:points-action?measurement=m&amp;time=Zeitpunk'/>"
                + "<to uri='kamelet:influx-points-sink'/></route>"));
  }

  @Test
  void anotherNameOrOneThatMayBeMadeIsNot() {
    assertEquals(List.of(), said(CSV, points("Zeitpunkt", "\"a, b\""), SINK));
    // A column that 'types' does not say, beside the one that it is like.
    assertEquals(List.of(), said(CSV, points("Zeitpunkt", "t1,t2"), SINK));
    assertEquals(List.of(), said(CSV, points("when", "t1"), SINK));
    assertEquals(List.of(), said(CSV, points("{{time}}", "t1"), SINK));
    for (String between :
        List.of(
            "kamelet:rename-action?rename=Zeitpunkt=Zeitpunk",
            "kamelet:my-own-action",
            "direct:there",
            "setBody:\n          simple: x\n")) {
      assertEquals(List.of(), said(CSV, between, points("Zeitpunk", "t1"), SINK), between);
    }
  }
}
