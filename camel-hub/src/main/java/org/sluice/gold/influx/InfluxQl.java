package org.sluice.gold.influx;

import org.sluice.gold.Provenance;

/** Pieces of InfluxQL, quoted. */
final class InfluxQl {
  private InfluxQl() {}

  /** A name in double quotes. */
  static String name(String name) {
    return '"' + escaped(name).replace("\"", "\\\"") + '"';
  }

  /** A text in single quotes. */
  static String text(String text) {
    return '\'' + escaped(text).replace("'", "\\'") + '\'';
  }

  /** Reads back what one run wrote to one measurement. */
  static String written(String measurement, Provenance from) {
    return "SELECT * FROM %s WHERE %s = %s AND %s = %s AND %s = %s"
        .formatted(
            name(measurement),
            PointMapping.OBJECT,
            text(from.object()),
            PointMapping.VERSION,
            text(from.version()),
            PointMapping.ROUTE,
            text(from.route()));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
