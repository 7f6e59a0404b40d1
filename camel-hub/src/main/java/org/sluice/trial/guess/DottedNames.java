package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names with points that stand for two fields: one that is called so, and one that is nested. */
final class DottedNames {
  private static final int SHOWN = 3;

  /**
   * The ways to fields, from the record's own key on, by the names that parameters have for them.
   */
  private final Map<String, TreeSet<List<String>>> ways = new LinkedHashMap<>();

  private DottedNames(List<Map<String, Object>> records) {
    records.forEach(record -> add(List.of(), record));
  }

  /** What is to be said of them, a line each; nothing where each name is one field. */
  static List<String> said(List<Map<String, Object>> records) {
    return new DottedNames(records).said();
  }

  private void add(List<String> way, Map<?, ?> record) {
    record.forEach(
        (key, value) -> {
          List<String> to = new ArrayList<>(way);
          to.add(String.valueOf(key));
          if (value instanceof Map<?, ?> inner && to.size() < Columns.DEEPEST && !inner.isEmpty()) {
            add(to, inner);
          } else {
            String name = String.join(".", to);
            if (ways.size() < Columns.MOST || ways.containsKey(name)) {
              ways.computeIfAbsent(name, n -> new TreeSet<>(DottedNames::first)).add(to);
            }
          }
        });
  }

  /** The one that blocks take where a record has both stands first. */
  private static int first(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      String key = one.get(i);
      if (!key.equals(other.get(i))) {
        // What takes all that is left of a name comes before what is nested.
        boolean takesAll = i == one.size() - 1;
        boolean otherDoes = i == other.size() - 1;
        return takesAll != otherDoes
            ? takesAll ? -1 : 1
            : Integer.compare(key.length(), other.get(i).length());
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private List<String> said() {
    List<String> names = ways.keySet().stream().filter(name -> ways.get(name).size() > 1).toList();
    List<String> said = new ArrayList<>();
    for (String name : names.subList(0, Math.min(SHOWN, names.size()))) {
      List<String> fields = ways.get(name).stream().map(DottedNames::shown).toList();
      said.addAll(
          Prose.lines(
              "'%s' is more than one field: in parameters it is %s."
                  .formatted(
                      Prose.shown(name), String.join(" where a record has that, else ", fields))));
    }
    if (names.size() > SHOWN) {
      said.add("So are " + (names.size() - SHOWN) + " more.");
    }
    if (!names.isEmpty()) {
      List<String> nested = ways.get(names.get(0)).last();
      said.addAll(
          Prose.lines(
              "With rename-action behind this block, and 'flatten: _', what is nested is called"
                  + " otherwise: %s.".formatted(Prose.shown(String.join("_", nested)))));
    }
    return said;
  }

  private static String shown(List<String> way) {
    if (way.size() == 1) {
      return "the one that is called so";
    }
    List<String> inner = new ArrayList<>(way);
    Collections.reverse(inner);
    return inner.stream()
        .map(key -> "'" + Prose.shown(key) + "'")
        .collect(Collectors.joining(" in "));
  }
}
