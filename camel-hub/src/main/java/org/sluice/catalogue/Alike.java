package org.sluice.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares values as they are read from JSON with the same as the database gives them. */
final class Alike {
  private Alike() {}

  /** A {@code Document} equals no other kind of map, whatever it holds. */
  static boolean are(Object one, Object other) {
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(key -> are(a.get(key), b.get(key)));
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      return a.size() == b.size()
          && java.util.stream.IntStream.range(0, a.size()).allMatch(i -> are(a.get(i), b.get(i)));
    }
    return Objects.equals(one, other);
  }
}
