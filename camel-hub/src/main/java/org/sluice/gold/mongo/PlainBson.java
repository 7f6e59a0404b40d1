package org.sluice.gold.mongo;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Binary;

/** From MongoDB's values to those that JSON knows: dates are ISO 8601, bytes are base64. */
final class PlainBson {
  private PlainBson() {}

  static Object of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, each) -> plain.put(String.valueOf(key), of(each)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(of(each)));
      return plain;
    }
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    if (value instanceof Binary binary) {
      return Base64.getEncoder().encodeToString(binary.getData());
    }
    boolean plain =
        value == null
            || value instanceof Integer
            || value instanceof Long
            || value instanceof Double
            || value instanceof Boolean;
    return plain ? value : value.toString();
  }
}
