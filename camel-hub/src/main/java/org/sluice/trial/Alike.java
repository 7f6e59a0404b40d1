package org.sluice.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts records that take the place of one before them, as both have one key. */
final class Alike {
  /** Records that are compared; a long file is not held in memory for it. */
  private static final int MOST = 1_000_000;

  private static final long FIRST = 0xcbf29ce484222325L;
  private static final long FACTOR = 0x100000001b3L;

  private final Set<Long> seen = new HashSet<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * @param what two that are equal have in common, and what becomes of them, for people
   * @param identity what makes them equal
   */
  void add(String what, String identity) {
    long hash = hash(what + '\n' + identity);
    if (seen.size() < MOST ? !seen.add(hash) : seen.contains(hash)) {
      counts.merge(what, 1L, Long::sum);
    }
  }

  /** How many took another's place. */
  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  void clear() {
    seen.clear();
    counts.clear();
  }

  /** A sentence for each kind of record. */
  List<String> said() {
    List<String> said = new ArrayList<>();
    counts.forEach(
        (what, count) ->
            said.add(
                "%d record%s the same %s.".formatted(count, count == 1 ? " has" : "s have", what)));
    return said;
  }

  private static long hash(String text) {
    long hash = FIRST;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FACTOR;
    }
    return hash;
  }
}
