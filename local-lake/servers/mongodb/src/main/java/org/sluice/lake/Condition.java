package org.sluice.lake;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a query asks of one of a document's own fields.
 *
 * @param operator as MongoDB writes it; {@code $eq} where the query has none
 */
record Condition(String field, String operator, Object operand) {
  /** MongoDB's number of the type. */
  private static final int TEXT = 2;

  /** All that must hold together. What stands under {@code $or} and the like is left out. */
  static List<Condition> of(Document query) {
    return query.entrySet().stream()
        .flatMap(entry -> of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Condition> of(String field, Object operand) {
    if (field.equals("$and") && operand instanceof Collection<?> parts) {
      return parts.stream()
          .filter(Document.class::isInstance)
          .flatMap(part -> of((Document) part).stream());
    }
    if (field.startsWith("$") || field.contains(".")) {
      return Stream.empty();
    }
    if (operand instanceof Document operators
        && operators.keySet().stream().allMatch(name -> name.startsWith("$"))) {
      return operators.entrySet().stream()
          .map(entry -> new Condition(field, entry.getKey(), entry.getValue()));
    }
    return Stream.of(new Condition(field, "$eq", operand));
  }

  /** The texts one of which the field must hold; null where it may be something else. */
  List<String> texts() {
    if (operator.equals("$eq") && operand instanceof String text) {
      return List.of(text);
    }
    if (operator.equals("$in")
        && operand instanceof Collection<?> all
        && all.stream().allMatch(String.class::isInstance)) {
      return all.stream().map(String.class::cast).distinct().toList();
    }
    return null;
  }

  /** Whether a text is none of what the field may be. */
  boolean isOfOtherType() {
    return operator.equals("$type") && operand instanceof Number type && type.intValue() != TEXT;
  }

  /** The text that the field must not be below; null where there is none. */
  String from() {
    return operator.startsWith("$gt") && operand instanceof String text ? text : null;
  }

  /** The text that the field must not be above; null where there is none. */
  String to() {
    return operator.startsWith("$lt") && operand instanceof String text ? text : null;
  }
}
