package org.sluice.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.enrich.value.TimeLetters;

/** Patterns of times in blocks' parameters whose letters stand for something else than is meant. */
final class TimeAdvice {
  private static final Pattern TYPE = Pattern.compile("\\b(?:date|time)\\(([^)@]*)");

  private final RouteText text;
  private final List<Finding> findings = new ArrayList<>();

  private TimeAdvice(RouteText text) {
    this.text = text;
  }

  static List<Finding> of(RouteText text) {
    TimeAdvice advice = new TimeAdvice(text);
    text.calls().stream()
        .filter(call -> call.block() != null)
        .forEach(call -> call.parameters().forEach(advice::parameter));
    return advice.findings;
  }

  private void parameter(String name, Call.Parameter given) {
    if (name.equals("timeFormat")) {
      pattern(given, given.value().replaceFirst("@.*", ""));
    } else if (name.equals("types")) {
      Matcher typed = TYPE.matcher(given.value());
      while (typed.find()) {
        pattern(given, typed.group(1));
      }
    }
  }

  private void pattern(Call.Parameter given, String pattern) {
    String advice = TimeLetters.advice(pattern.strip());
    if (!advice.isEmpty()) {
      findings.add(
          Finding.warning(
              text.file(),
              given.place(),
              "No usual time is written as " + pattern.strip() + ": " + advice));
    }
  }
}
