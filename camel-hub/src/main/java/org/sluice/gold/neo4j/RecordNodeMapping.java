package org.sluice.gold.neo4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;
import org.sluice.gold.RecordId;
import org.sluice.run.RunView;

/**
 * From records to nodes. A key becomes a property; what holds others and is no list of plain values
 * of one kind becomes its JSON, as Neo4j keeps no maps. Exact decimals and whole numbers beyond 64
 * bits become texts.
 */
final class RecordNodeMapping {
  static final String SERVICE = "neo4j";
  static final String STORE = "neo4j";

  private static final String OURS = "sluice_";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordNodeMapping() {}

  /** What finds the nodes of all records of an object in one route. */
  static String mark(Provenance from, RecordPattern pattern) {
    return from.mark() + ":" + pattern.label();
  }

  /**
   * @param run told of records that cannot be nodes
   */
  static RecordGraph graph(List<Map<?, ?>> records, RecordPattern pattern, RunView run) {
    Provenance from = Provenance.of(run);
    String mark = mark(from, pattern);
    List<RecordGraph.Node> nodes = new ArrayList<>(records.size());
    long position = run.recordsBefore();
    for (Map<?, ?> record : records) {
      try {
        Map<String, Object> properties = properties(record);
        List<List<String>> shared =
            pattern.relations().stream().map(one -> shared(one, record)).toList();
        String key = RecordId.of(mark, position);
        provenance(properties, from, mark, key, position);
        nodes.add(new RecordGraph.Node(mark, key, position, from.version(), properties, shared));
      } catch (IllegalArgumentException e) {
        String message = "Record " + (position + 1) + " has " + e.getMessage() + ".";
        run.reject(new FaultException(Fault.RECORD_INVALID, message, e));
      }
      position++;
    }
    return new RecordGraph(from.project(), pattern, mark, from.version(), nodes);
  }

  private static void provenance(
      Map<String, Object> properties, Provenance from, String mark, String key, long position) {
    properties.put("sluice_key", key);
    properties.put("sluice_mark", mark);
    properties.put("sluice_position", position);
    properties.put("sluice_project", from.project());
    properties.put("sluice_object", from.object());
    properties.put("sluice_version", from.version());
    properties.put("sluice_route", from.route());
  }

  private static Map<String, Object> properties(Map<?, ?> record) {
    Map<String, Object> properties = new LinkedHashMap<>();
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    record.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          if (value != null) {
            if (key.isEmpty() || key.indexOf('\0') >= 0 || !utf8.canEncode(key)) {
              throw new IllegalArgumentException("a key that is no name of a property");
            }
            if (key.startsWith(OURS)) {
              throw new IllegalArgumentException(
                  "a key '" + key + "', a name that Sluice keeps for itself");
            }
            properties.put(key, value(key, value, utf8));
          }
        });
    return properties;
  }

  private static Object value(String key, Object value, CharsetEncoder utf8) {
    if (value instanceof Collection<?> many) {
      List<Object> plain = new ArrayList<>(many.size());
      for (Object each : many) {
        if (each == null || each instanceof Map || each instanceof Collection) {
          return json(key, value, utf8);
        }
        plain.add(plain(key, each, utf8));
      }
      boolean alike = plain.stream().map(Object::getClass).distinct().count() <= 1;
      return alike ? plain : json(key, value, utf8);
    }
    return value instanceof Map ? json(key, value, utf8) : plain(key, value, utf8);
  }

  private static Object plain(String key, Object value, CharsetEncoder utf8) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("a key '" + key + "' that is " + value);
      }
      return number;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Long || value instanceof Boolean || value instanceof LocalDate) {
      return value;
    }
    if (value instanceof BigInteger whole && whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    if (value instanceof Instant instant) {
      return instant.atZone(ZoneOffset.UTC);
    }
    return value instanceof Date date
        ? date.toInstant().atZone(ZoneOffset.UTC)
        : text(key, value.toString(), utf8);
  }

  private static String json(String key, Object value, CharsetEncoder utf8) {
    try {
      return text(key, JSON.writeValueAsString(inner(value)), utf8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a key '" + key + "' that is no JSON", e);
    }
  }

  /** What JSON has no word for is a text. */
  private static Object inner(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> inner = new LinkedHashMap<>();
      map.forEach((name, each) -> inner.put(String.valueOf(name), inner(each)));
      return inner;
    }
    if (value instanceof Collection<?> many) {
      List<Object> inner = new ArrayList<>(many.size());
      many.forEach(each -> inner.add(inner(each)));
      return inner;
    }
    boolean known = value == null || value instanceof Number || value instanceof Boolean;
    return known ? value : value.toString();
  }

  private static String text(String key, String text, CharsetEncoder utf8) {
    if (!utf8.canEncode(text)) {
      throw new IllegalArgumentException("half a surrogate pair in the key '" + key + "'");
    }
    return text;
  }

  private static List<String> shared(RecordPattern.Relation relation, Map<?, ?> record) {
    Object value = record.get(relation.key());
    TreeSet<String> names = new TreeSet<>();
    for (Object one : value instanceof Collection<?> many ? many : single(value)) {
      if (one instanceof Map || one instanceof Collection) {
        throw new IllegalArgumentException(
            "a '" + relation.key() + "' that is neither a single value nor a list of such");
      }
      if (one != null && !one.toString().isBlank()) {
        names.add(one.toString().strip());
      }
    }
    return List.copyOf(names);
  }

  private static List<Object> single(Object value) {
    return value == null ? List.of() : List.of(value);
  }
}
