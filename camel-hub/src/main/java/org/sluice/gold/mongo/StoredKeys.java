package org.sluice.gold.mongo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Decimal128;

/**
 * From a record's keys to those that MongoDB keeps without trouble. Dots, a leading {@code $}, NUL
 * and {@code %} are percent-encoded at any depth, and so is the underscore of a record's own {@code
 * _id} and {@code _sluice}: {@code a.b} becomes {@code a%2Eb}, {@code _id} becomes {@code %5Fid}.
 * An empty key becomes {@code %}. Whole numbers beyond 64 bits become decimals or, beyond their 34
 * digits, texts.
 */
final class StoredKeys {
  private StoredKeys() {}

  static Document document(Map<?, ?> record) {
    Document document = new Document();
    record.forEach((key, value) -> document.put(top(String.valueOf(key)), value(value)));
    return document;
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Document document = new Document();
      map.forEach((key, each) -> document.put(key(String.valueOf(key)), value(each)));
      return document;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(StoredKeys::value).collect(Collectors.toList());
    }
    return value instanceof BigInteger number ? whole(number) : value;
  }

  private static Object whole(BigInteger number) {
    try {
      return new Decimal128(new BigDecimal(number));
    } catch (NumberFormatException e) {
      return number.toString();
    }
  }

  private static String top(String key) {
    return key.equals("_id") || key.equals("_sluice") ? "%5F" + key.substring(1) : key(key);
  }

  private static String key(String key) {
    if (key.isEmpty()) {
      return "%";
    }
    String encoded = key.replace("%", "%25").replace(".", "%2E").replace("\u0000", "%00");
    return encoded.startsWith("$") ? "%24" + encoded.substring(1) : encoded;
  }
}
