package org.sluice.lake;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the texts of one field stand, in memory: positions of documents by text. */
final class TextIndex {
  private final Map<String, Set<Object>> positions = new HashMap<>();
  private final Map<Object, List<String>> texts = new HashMap<>();

  /** Takes a document's value of the field, in place of the one before. */
  void put(Object position, Object value) {
    remove(position);
    List<String> found = textsOf(value);
    if (!found.isEmpty()) {
      texts.put(position, found);
      found.forEach(
          text -> positions.computeIfAbsent(text, t -> new LinkedHashSet<>()).add(position));
    }
  }

  void remove(Object position) {
    List<String> old = texts.remove(position);
    if (old != null) {
      old.forEach(text -> positions.computeIfPresent(text, (t, all) -> without(all, position)));
    }
  }

  /** The documents that hold one of the texts, and so all that a query for them can match. */
  Set<Object> find(Collection<String> wanted) {
    Set<Object> found = new LinkedHashSet<>();
    wanted.forEach(text -> found.addAll(positions.getOrDefault(text, Set.of())));
    return found;
  }

  private static Set<Object> without(Set<Object> all, Object position) {
    all.remove(position);
    return all.isEmpty() ? null : all;
  }

  /** A query for a text also matches a list that holds it. */
  private static List<String> textsOf(Object value) {
    if (value instanceof String text) {
      return List.of(text);
    }
    if (value instanceof Collection<?> list) {
      return list.stream()
          .filter(String.class::isInstance)
          .map(String.class::cast)
          .distinct()
          .toList();
    }
    return List.of();
  }
}
