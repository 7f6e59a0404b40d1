package org.sluice.trial;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers of examples: each with all of its digits, and equal ones written alike. */
final class Digits {
  /** Zeros behind a number's digits that are written as such; more are an exponent. */
  private static final int ZEROS = 40;

  private Digits() {}

  /**
   * @param value as read from JSON, its decimals exact
   */
  static Object alike(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> alike = new LinkedHashMap<>();
      map.forEach((key, each) -> alike.put(String.valueOf(key), alike(each)));
      return alike;
    }
    if (value instanceof List<?> list) {
      List<Object> alike = new ArrayList<>(list.size());
      list.forEach(each -> alike.add(alike(each)));
      return alike;
    }
    return value instanceof BigDecimal number ? alike(number) : value;
  }

  /** A double where that tells the same number. */
  private static Number alike(BigDecimal number) {
    double rounded = number.doubleValue();
    if (Double.isFinite(rounded) && BigDecimal.valueOf(rounded).compareTo(number) == 0) {
      return rounded;
    }
    BigDecimal bare = number.stripTrailingZeros();
    // Not as a whole number, which it did not come as.
    return bare.scale() <= 0 && bare.scale() > -ZEROS ? bare.setScale(1) : bare;
  }
}
