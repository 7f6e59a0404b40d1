package org.sluice.lake;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the texts of one field stand, in memory: positions of documents by text. */
final class TextIndex {
  /** A position, or {@link Several}: most texts stand in one document only. */
  private final Map<String, Object> positions = new HashMap<>();

  private static final class Several extends LinkedHashSet<Object> {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Takes a document's value of the field in place of the one before.
   *
   * @param before null where there was none
   * @param after null where there is none
   */
  void put(Object position, Object before, Object after) {
    List<String> old = textsOf(before);
    List<String> now = textsOf(after);
    if (!old.equals(now)) {
      old.forEach(text -> positions.computeIfPresent(text, (t, all) -> without(all, position)));
      now.forEach(text -> positions.merge(text, position, TextIndex::with));
    }
  }

  /** The documents that hold one of the texts, and so all that a query for them can match. */
  Set<Object> find(Collection<String> wanted) {
    Set<Object> found = new LinkedHashSet<>();
    for (String text : wanted) {
      Object at = positions.get(text);
      if (at instanceof Several several) {
        found.addAll(several);
      } else if (at != null) {
        found.add(at);
      }
    }
    return found;
  }

  private static Object with(Object there, Object position) {
    if (there instanceof Several several) {
      several.add(position);
      return several;
    }
    Several several = new Several();
    several.add(there);
    several.add(position);
    return several;
  }

  private static Object without(Object there, Object position) {
    if (there instanceof Several several) {
      several.remove(position);
      return several.isEmpty() ? null : several;
    }
    return there.equals(position) ? null : there;
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
