package org.sluice.repair.reconcile;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a round came to, for figures.
 *
 * @param isWhole whether it ended well, every container compared
 * @param compared objects of listings held against the catalogue
 * @param sent events
 * @param found objects by what was found: missing, changed, metadata, deleted, older
 */
public record Came(boolean isWhole, long compared, long sent, Map<String, Long> found) {
  static Came of(Report report) {
    Map<String, Long> found = new TreeMap<>();
    for (Finding.Kind kind : Finding.Kind.values()) {
      if (kind.differs()) {
        found.put(kind.name().toLowerCase(Locale.ROOT), report.found(kind));
      }
    }
    return new Came(report.isWhole(), report.compared(), report.sent(), found);
  }
}
