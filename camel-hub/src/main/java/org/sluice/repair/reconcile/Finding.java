package org.sluice.repair.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sluice.event.ObjectKey;

/**
 * One object that Swift and the catalogue differ in, or seemed to.
 *
 * @param events that set it right; none where nothing does or nothing is to be
 * @param seen timestamp of a POST that changed nothing, to be noted; null for none
 */
record Finding(ObjectKey key, Kind kind, List<JsonNode> events, String seen) {
  /** In what way. */
  enum Kind {
    /** They do not differ, looked at closely. */
    SAME,
    /** Changed within the grace period: for the next round. */
    YOUNG,
    /** A part of a large object. */
    SEGMENT,
    /** In Swift and not in the catalogue. */
    MISSING,
    /** Overwritten since. */
    CHANGED,
    /** Its metadata were changed since. */
    METADATA,
    /** In the catalogue and not in Swift. */
    DELETED,
    /** Swift has an older version than the catalogue: no event sets that right. */
    OLDER;

    boolean differs() {
      return this != SAME && this != YOUNG && this != SEGMENT;
    }
  }

  static Finding of(ObjectKey key, Kind kind) {
    return new Finding(key, kind, List.of(), null);
  }

  static Finding of(ObjectKey key, Kind kind, List<JsonNode> events) {
    return new Finding(key, kind, events, null);
  }
}
