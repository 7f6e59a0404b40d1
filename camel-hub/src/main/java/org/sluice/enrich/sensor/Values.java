package org.sluice.enrich.sensor;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** From a record's values to those of tags and fields; null is what is left out. */
final class Values {
  /** Every whole number below is a double. */
  private static final double EXACT = 1L << 53;

  private Values() {}

  static String tag(String key, Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException("has a '" + key + "' that is not a single value");
    }
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  static Object field(String key, Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException("has a '" + key + "' that is not a single value");
    }
    return value instanceof Number number ? exact(key, number) : value;
  }

  static <T> void put(Map<String, T> map, String key, T value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static Double exact(String key, Number number) {
    double rounded = number.doubleValue();
    if (number instanceof Integer || (number instanceof Long && Math.abs(rounded) < EXACT)) {
      return rounded;
    }
    if (number instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() > 0) {
      // As JSON's decimals: to the nearest that there is.
      return rounded;
    }
    if (!(number instanceof Double)
        && (Double.isInfinite(rounded)
            || new BigDecimal(rounded).compareTo(new BigDecimal(number.toString())) != 0)) {
      throw new IllegalArgumentException(
          "has a '" + key + "' that cannot be kept exactly: " + number);
    }
    return rounded;
  }
}
