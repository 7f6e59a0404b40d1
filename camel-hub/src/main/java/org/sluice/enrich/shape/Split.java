package org.sluice.enrich.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;

/**
 * {@code split}: a record for each item of an array. Several fields go side by side, their arrays
 * being of one length; a value that is no array counts as an array of one. An item that is an
 * object gives its fields to the record, or is put under its field's name where {@code nest} says.
 */
public final class Split extends ShapeBlock {
  /** Of all that come of one record together: a copy of all fields for each item can be much. */
  private static final long MOST_VALUES = 4_000_000;

  private final List<String> fields;
  private final String position;
  private final String missing;
  private final boolean nest;

  public Split(BlockParameters parameters) {
    fields = parameters.names("fields");
    position = parameters.text("position", null);
    missing = parameters.choice("missing", "reject", "reject", "keep", "drop");
    nest = parameters.choice("nest", "no", "yes", "no").equals("yes");
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("parameter 'fields' is missing");
    }
  }

  @Override
  public List<NamedFields> named() {
    return List.of(NamedFields.of("split-action", "fields", fields));
  }

  @Override
  String lost() {
    return "gave none at split-action, as "
        + String.join(" and ", fields)
        + (missing.equals("drop") ? " is not there or an empty array" : " is an empty array");
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    Map<String, Object> rest = record;
    List<List<?>> arrays = new ArrayList<>();
    for (String field : fields) {
      Object value = Fields.get(record, field);
      if (value == null) {
        absent(record, field, out);
        return;
      }
      arrays.add(value instanceof List<?> list ? list : List.of(value));
      rest = Fields.without(rest, field);
    }
    int length = length(arrays);
    if ((long) length * record.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "would become " + length + " records of " + record.size() + " fields, which is too much");
    }
    for (int i = 0; i < length; i++) {
      out.accept(one(rest, arrays, i));
    }
  }

  private void absent(Map<String, Object> record, String field, Consumer<Map<String, Object>> out) {
    if (missing.equals("reject")) {
      throw new IllegalArgumentException("has no '" + field + "' to split");
    }
    if (missing.equals("keep")) {
      out.accept(record);
    }
  }

  private int length(List<List<?>> arrays) {
    int length = arrays.get(0).size();
    for (int i = 1; i < arrays.size(); i++) {
      if (arrays.get(i).size() != length) {
        throw new IllegalArgumentException(
            "has %d items in '%s', but %d in '%s'"
                .formatted(length, fields.get(0), arrays.get(i).size(), fields.get(i)));
      }
    }
    return length;
  }

  private Map<String, Object> one(Map<String, Object> rest, List<List<?>> arrays, int item) {
    Map<String, Object> one = new LinkedHashMap<>(rest);
    for (int i = 0; i < arrays.size(); i++) {
      Object value = arrays.get(i).get(item);
      if (value instanceof Map<?, ?> object && !nest) {
        object.forEach((name, each) -> put(one, String.valueOf(name), each));
      } else {
        put(one, fields.get(i), value);
      }
    }
    if (position != null) {
      put(one, position, (long) item);
    }
    return one;
  }

  private static void put(Map<String, Object> record, String name, Object value) {
    if (record.containsKey(name)) {
      throw new IllegalArgumentException(
          "would have the field '" + Fields.shown(name) + "' twice: say nest, or rename it before");
    }
    record.put(name, value);
  }
}
