package org.sluice.gold.sql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.event.Base32;

/** What makes two records of a route one row, where the route names columns as the rows' key. */
final class RowKey {
  private static final Comparator<Row> NEWEST =
      Comparator.comparing((Row row) -> row.origin().version())
          .thenComparing(row -> row.origin().key())
          .thenComparing(Row::position);

  private RowKey() {}

  /**
   * Adds it to a row's values.
   *
   * @param key names of columns; where there are none, nothing is added
   * @throws IllegalArgumentException when the row has nothing in one of them; goes on behind
   *     "Record 14 has"
   */
  static Map<String, Object> with(Map<String, Object> values, List<String> key, String route) {
    if (key.isEmpty()) {
      return values;
    }
    StringBuilder told = new StringBuilder(route);
    for (String column : key) {
      Object value = values.get(column);
      if (value == null) {
        throw new IllegalArgumentException(
            "nothing under '" + column + "', which is in its row's key");
      }
      String text = text(value);
      told.append('\n').append(column).append('=').append(text.length()).append(':').append(text);
    }
    values.put(ColumnName.ROW, digest(told.toString()));
    return values;
  }

  /** One text for what is one value however its column is typed. */
  private static String text(Object value) {
    if (value instanceof Number) {
      try {
        BigDecimal number = new BigDecimal(value.toString());
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
      } catch (NumberFormatException e) {
        return value.toString();
      }
    }
    return value instanceof Date date ? date.toInstant().toString() : value.toString();
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base32.encode(digest).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of rows that are one by their keys, the one that stays. */
  static List<Row> newest(List<Row> rows) {
    Map<String, Row> byKey = new LinkedHashMap<>();
    for (Row row : rows) {
      byKey.merge(row.identity(), row, (a, b) -> NEWEST.compare(a, b) <= 0 ? b : a);
    }
    return List.copyOf(byKey.values());
  }
}
