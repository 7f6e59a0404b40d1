package org.sluice.gold.sql;

import java.util.List;
import java.util.Optional;

/** A column that became wider, which it stays. */
record Widened(String column, ColumnType from, ColumnType to) {
  private static final int SHOWN = 60;

  /** The rows whose values did not fit it; none where the route says another type of it. */
  List<Row> because(List<Row> rows) {
    return rows.stream().filter(row -> misfits(row.values().get(column))).toList();
  }

  private boolean misfits(Object value) {
    boolean large = value instanceof Number number && Needs.isLarge(number);
    return value != null && !from.takes(ColumnType.of(value), large);
  }

  /** A sentence for people. */
  String told(Table table, List<Row> because) {
    Optional<Row> first = because.stream().findFirst();
    return "Column %s of %s was %s and is %s from now on%s"
        .formatted(
            column,
            table.shown(),
            from.sql(),
            to.sql(),
            first
                .map(
                    row ->
                        ", as record %d of %s has there: %s."
                            .formatted(
                                row.position() + 1,
                                row.origin().object(),
                                shown(row.values().get(column))))
                .orElse("."));
  }

  private static String shown(Object value) {
    String text = value.toString().replaceAll("\\p{Cntrl}", "?");
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
