package org.sluice.gold.sql;

import java.util.Map;

/**
 * A record on its way into a table.
 *
 * @param origin where it comes from
 * @param position in the object, from 0
 * @param values by the names of their columns, none of them null
 */
record Row(Origin origin, long position, Map<String, Object> values) {
  /** What no other row of the table has. */
  String identity() {
    Object key = values.get(ColumnName.ROW);
    return key == null ? origin.key() + position : key.toString();
  }

  /**
   * What all rows of one version of an object and one route have in common.
   *
   * @param key made from object and route: finds their rows, together with a position one of them
   * @param object {@code container/object}
   * @param version compared as text; a newer one stays
   */
  record Origin(String key, String object, String version, String route) {}
}
