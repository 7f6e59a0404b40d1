package org.sluice.enrich.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records as JSON's tree and back. What JSON does not know, such as times, is text there, and
 * itself again where the text comes back as it went; numbers keep their type.
 */
public final class Nodes {
  private static final JsonNodeFactory NEW = JsonNodeFactory.withExactBigDecimals(true);

  private Nodes() {}

  public static JsonNode of(Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NEW.objectNode();
      map.forEach((name, each) -> object.set(String.valueOf(name), of(each)));
      return object;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NEW.arrayNode(list.size());
      list.forEach(each -> array.add(of(each)));
      return array;
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value == null) {
      return NEW.nullNode();
    }
    if (value instanceof Boolean truth) {
      return NEW.booleanNode(truth);
    }
    if (value instanceof Integer number) {
      return NEW.numberNode(number);
    }
    if (value instanceof Long number) {
      return NEW.numberNode(number);
    }
    if (value instanceof Double number) {
      return NEW.numberNode(number);
    }
    if (value instanceof BigInteger number) {
      return NEW.numberNode(number);
    }
    return value instanceof BigDecimal number
        ? NEW.numberNode(number)
        : value instanceof String text ? NEW.textNode(text) : new Typed(value);
  }

  /** A value that JSON has no type for, as text. */
  private static final class Typed extends TextNode {
    private static final long serialVersionUID = 1L;

    private final transient Object value;

    Typed(Object value) {
      super(value.toString());
      this.value = value;
    }
  }

  static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        node.fields().forEachRemaining(each -> object.put(each.getKey(), value(each.getValue())));
        yield object;
      }
      case ARRAY -> {
        List<Object> array = new ArrayList<>(node.size());
        node.forEach(each -> array.add(value(each)));
        yield array;
      }
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      default -> node instanceof Typed typed ? typed.value : node.asText();
    };
  }

  /** A text that is the same for equal values: the fields of objects in order. */
  static String canonical(Object value) {
    return of(sorted(value)).toString();
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((name, each) -> sorted.put(String.valueOf(name), sorted(each)));
      return sorted;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Nodes::sorted).toList();
    }
    return value;
  }
}
