package org.sluice.trial.guess;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How lines of a log may be written.
 *
 * @param called what it is called
 * @param pattern of a whole line, with named groups; {@link #LEVEL} stands for a log's levels
 * @param types of some groups; the others' are found
 * @param said what else is to be said of it, a line each
 */
record LogForm(String called, String pattern, Map<String, String> types, List<String> said) {
  /** In a pattern: one of the words that logs have for how bad it is. */
  static final String LEVEL = "LEVEL";

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z]\\w*)>");

  private static final String LEVELS =
      "(?i:trace|debug|info|information|notice|warn|warning|err|error|crit|critical|alert|emerg"
          + "|fatal|panic|severe|fine|finer|finest|config|log|statement|detail|hint)";

  LogForm(String called, String pattern, Map<String, String> types) {
    this(called, pattern, types, List.of());
  }

  /** How many of some lines are written so, levels being among those that are known. */
  long count(List<String> lines) {
    return matches(lines).count();
  }

  private Stream<Matcher> matches(List<String> lines) {
    Pattern known = Pattern.compile(pattern.replace(LEVEL, LEVELS));
    return lines.stream().map(known::matcher).filter(Matcher::matches);
  }

  /** The names of its groups. */
  Set<String> groups() {
    return GROUP.matcher(pattern).results().map(name -> name.group(1)).collect(Collectors.toSet());
  }

  /** Those of its groups in which some of these lines have something. */
  Set<String> filled(List<String> lines) {
    Set<String> names = groups();
    return matches(lines)
        .flatMap(line -> names.stream().filter(name -> isFilled(line.group(name))))
        .collect(Collectors.toSet());
  }

  private static boolean isFilled(String group) {
    return group != null && !group.isEmpty();
  }

  /** The same for a route: where levels are in capitals, any such word is one. */
  LogForm plain(List<String> lines) {
    LogForm capitals = with(pattern.replace(LEVEL, "[A-Z]+"));
    return capitals.count(lines) < count(lines) ? with(pattern.replace(LEVEL, LEVELS)) : capitals;
  }

  private LogForm with(String other) {
    return new LogForm(called, other, types, said);
  }

  Pattern compiled() {
    return Pattern.compile(pattern);
  }

  /** The same with a pattern of its own for the message, where its messages are all alike. */
  LogForm refined(List<String> lines) {
    if (!pattern.contains(Message.GROUP)) {
      return this;
    }
    Pattern whole = compiled();
    List<String> messages =
        lines.stream()
            .map(whole::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(Message.NAME))
            .toList();
    return Message.of(messages, pattern.replace(Message.GROUP, ""), 1)
        .map(message -> with(pattern.replace(Message.GROUP, message)))
        .orElse(this);
  }
}
