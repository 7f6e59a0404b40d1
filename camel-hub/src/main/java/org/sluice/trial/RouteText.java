package org.sluice.trial;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import org.sluice.trial.guess.Draft;

/** A drafted route as YAML; what is said of each part stands above it as a comment. */
final class RouteText {
  private static final int WIDEST = 100;

  private final StringBuilder text = new StringBuilder();

  private RouteText() {}

  /**
   * @param selects what {@code lake:objects} takes by
   * @param because what is said of that
   */
  static String of(
      String id, String sample, Draft draft, Map<String, String> selects, List<String> because) {
    RouteText yaml = new RouteText();
    yaml.said(
        0,
        List.of(
            "Guessed by `sluice new` from " + sample + ". Correct what is wrong, then:",
            "./sluice test routes " + id));
    yaml.line(0, "- route:");
    yaml.line(4, "id: " + quoted(id));
    yaml.line(4, "description: " + quoted(draft.description()));
    yaml.line(4, "from:");
    yaml.line(6, "uri: lake:objects");
    yaml.said(6, because);
    yaml.line(6, "parameters:");
    selects.forEach((name, value) -> yaml.line(8, name + ": " + quoted(value)));
    draft.taking().forEach(yaml::taking);
    yaml.line(6, "steps:");
    draft.steps().forEach(yaml::step);
    return yaml.text.toString();
  }

  private void taking(Draft.Parameter parameter) {
    said(8, parameter.said());
    line(8, parameter.name() + ": " + quoted(parameter.value()));
  }

  private void step(Draft.Step step) {
    said(8, step.said());
    line(8, "- to:");
    line(12, "uri: kamelet:" + step.block());
    if (!step.parameters().isEmpty()) {
      line(12, "parameters:");
    }
    for (Draft.Parameter parameter : step.parameters()) {
      said(14, parameter.said());
      line(14, parameter.name() + ": " + quoted(parameter.value()));
    }
  }

  private void said(int indent, List<String> lines) {
    for (String line : lines) {
      String shown = line.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?");
      int most = WIDEST - indent;
      line(indent, "# " + (shown.length() > most ? shown.substring(0, most) + "…" : shown));
    }
  }

  private void line(int indent, String line) {
    text.append(" ".repeat(indent)).append(line).append('\n');
  }

  /** Plain where YAML takes it for the same text, else in quotes as JSON has them. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z][A-Za-z0-9 ,./_+*-]*")
            && !value.matches("(?i)true|false|null|yes|no|on|off|y|n|.* ")
        ? value
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
