package org.sluice.repair.reconcile;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What a round came to, for figures.
 *
 * @param isWhole whether it ended well, every container compared
 * @param compared objects of listings held against the catalogue
 * @param sent events
 * @param found objects by what was found: missing, changed, metadata, deleted, older
 */
public record Came(boolean isWhole, long compared, long sent, Map<String, Long> found) {
  /** Of no round at all: every figure is there, and 0. */
  public static final Came NOTHING = new Came(true, 0, 0, found(kind -> 0L));

  static Came of(Report report) {
    return new Came(report.isWhole(), report.compared(), report.sent(), found(report::found));
  }

  private static Map<String, Long> found(ToLongFunction<Finding.Kind> count) {
    Map<String, Long> found = new TreeMap<>();
    for (Finding.Kind kind : Finding.Kind.values()) {
      if (kind.differs()) {
        found.put(kind.name().toLowerCase(Locale.ROOT), count.applyAsLong(kind));
      }
    }
    return found;
  }
}
