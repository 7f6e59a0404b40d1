package org.sluice.gold.mongo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Decimal128;

/**
 * From a record's keys to those that MongoDB keeps without trouble. Dots, a leading {@code $}, NUL
 * and {@code %} are percent-encoded at any depth, and so is the underscore of a record's own {@code
 * _id} and {@code _sluice}: {@code a.b} becomes {@code a%2Eb}, {@code _id} becomes {@code %5Fid}.
 * An empty key becomes {@code %}. Whole numbers beyond 64 bits and exact decimals become decimals
 * or, beyond their 34 digits, texts. A day is its midnight in UTC; a time that is finer than
 * milliseconds becomes a text.
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
    if (value instanceof BigInteger number) {
      return exact(new BigDecimal(number));
    }
    if (value instanceof BigDecimal number) {
      return exact(number);
    }
    if (value instanceof LocalDate day) {
      return time(day.atStartOfDay().toInstant(ZoneOffset.UTC), day);
    }
    return value instanceof Instant instant ? time(instant, instant) : value;
  }

  private static Object exact(BigDecimal number) {
    try {
      return new Decimal128(number);
    } catch (NumberFormatException e) {
      return number.toString();
    }
  }

  /** MongoDB's times are milliseconds: one that it cannot keep as it is stays a text. */
  private static Object time(Instant time, Object said) {
    try {
      Date date = Date.from(time);
      return date.toInstant().equals(time) ? date : said.toString();
    } catch (IllegalArgumentException e) {
      return said.toString();
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
