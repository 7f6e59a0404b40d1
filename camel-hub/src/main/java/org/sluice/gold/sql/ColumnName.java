package org.sluice.gold.sql;

import java.util.Set;
import org.sluice.event.Names;

/** From a record's key to the name of its column, which is always quoted. */
final class ColumnName {
  static final String KEY = "sluice_key";
  static final String POSITION = "sluice_position";
  static final String OBJECT = "sluice_object";
  static final String VERSION = "sluice_version";
  static final String ROUTE = "sluice_route";

  /** In tables whose rows have a key of the route's own. */
  static final String ROW = "sluice_row";

  private static final String OURS = "sluice_";
  private static final Set<String> OF_THE_SYSTEM =
      Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  /** What no other key becomes: a run has an end. */
  private static final String OF_NOTHING = "_x00";

  private ColumnName() {}

  /** Whether a column is the sink's and no record's. */
  static boolean isOurs(String column) {
    return column.startsWith(OURS);
  }

  /**
   * @throws IllegalArgumentException when the key holds half a surrogate pair
   */
  static String of(String key) {
    return key.isEmpty()
        ? OF_NOTHING
        : Names.sqlColumn(key, key.startsWith(OURS) || OF_THE_SYSTEM.contains(key));
  }
}
