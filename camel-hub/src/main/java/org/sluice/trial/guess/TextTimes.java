package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.enrich.value.ValueType;
import org.sluice.trial.guess.Draft.Step;

/** Texts that say times and stay texts, such as those of JSON; also within objects and lists. */
final class TextTimes {
  private static final Forms ANY = Forms.of(BlockParameters.none());
  private static final Set<String> TIMES = Set.of("date", "time");

  /** Names that are told one by one. */
  private static final int TOLD = 4;

  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private final Set<String> others = new HashSet<>();
  private final boolean within;

  private TextTimes(boolean within) {
    this.within = within;
  }

  /**
   * Which they are, and how they become times; empty where there are none.
   *
   * @param within whether a time may stand within an object or a list, where the records go
   * @param reading the blocks that read
   */
  static List<String> said(List<Map<String, Object>> records, boolean within, List<Step> reading) {
    TextTimes found = new TextTimes(within);
    records.forEach(record -> record.forEach((key, value) -> found.add(key, value, 1)));
    Map<String, String> types = found.types();
    if (types.isEmpty()) {
      return List.of();
    }
    String said =
        types.entrySet().stream()
            .map(each -> FieldName.said(each.getKey()) + "=" + each.getValue())
            .collect(Collectors.joining(","));
    boolean typed = reading.stream().anyMatch(step -> step.block().equals("types-action"));
    boolean one = types.size() == 1;
    return Prose.lines(
        "%s %s, and stay%s so. To have times: %s"
            .formatted(
                names(List.copyOf(types.keySet())),
                one ? "is a text that says a time" : "are texts that say times",
                one ? "s" : "",
                typed
                    ? "add to 'types' above " + said + "."
                    : "behind the block that reads add a types-action with types: " + said));
  }

  private void add(String path, Object value, int depth) {
    if (value instanceof Map<?, ?> inner && within && depth < Columns.DEEPEST) {
      inner.forEach((key, each) -> add(path + "." + key, each, depth + 1));
    } else if (value instanceof List<?> parts && within) {
      parts.forEach(part -> add(path + "[]", part, depth));
    } else if (value instanceof String text) {
      if (!text.isBlank() && (texts.size() < Columns.MOST || texts.containsKey(path))) {
        texts.computeIfAbsent(path, name -> new ArrayList<>()).add(text);
      }
    } else if (value != null) {
      others.add(path);
    }
  }

  /** By their names, as {@code types} says them. */
  private Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    texts.forEach(
        (name, values) -> {
          if (!others.contains(name) && FieldName.fits(name)) {
            ValueType type = new Guess(ANY, List.of(values), false).type(values);
            if (TIMES.contains(type.word())) {
              types.put(name, PlainType.said(type, values, ANY));
            }
          }
        });
    return types;
  }

  private static String names(List<String> all) {
    List<String> told =
        all.stream().limit(TOLD).map(each -> "'" + Prose.shown(each) + "'").toList();
    int more = all.size() - told.size();
    int last = told.size() - 1;
    return more > 0
        ? String.join(", ", told) + " and " + more + " more"
        : last == 0
            ? told.get(0)
            : String.join(", ", told.subList(0, last)) + " and " + told.get(last);
  }
}
