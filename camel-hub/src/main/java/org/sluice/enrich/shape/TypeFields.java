package org.sluice.enrich.shape;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.EarlyTimes;
import org.sluice.enrich.NamedFields;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.OddTimes;
import org.sluice.enrich.value.ValueType;
import org.sluice.run.RunView;

/**
 * {@code types}: fields' values read as what they are. A field that is not there, or null, stays
 * so; an empty text is null, unless a text is what is wanted. {@code items[].price} is what each
 * part of a list has. A list or a text where a field is to be nested in is at fault: what is in it
 * would stay as it came, and nobody would know.
 */
public final class TypeFields extends ShapeBlock {
  private static final String PARTS = "[]";

  /**
   * A field, as {@code types} says it.
   *
   * @param name the way to it from the record
   */
  private record Field(String name, ValueType type, OddTimes odd, RunView run) {}

  private final Map<String, ValueType> types;
  private final Set<String> nulls;
  private final Object early = new Object();
  private final Object oddTimes = new Object();

  public TypeFields(BlockParameters parameters) {
    Forms forms = Forms.of(parameters);
    types = parameters.said("types", () -> forms.types(parameters.pairs("types", "")));
    nulls = Set.copyOf(parameters.names("nulls"));
    if (types.isEmpty()) {
      throw new IllegalArgumentException("parameter 'types' is missing");
    }
  }

  @Override
  public List<NamedFields> named() {
    return List.of(NamedFields.of("types-action", "types", types.keySet()));
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    Map<String, Object> shaped = record;
    OddTimes odd = step.run().kept(oddTimes, OddTimes::new);
    for (Map.Entry<String, ValueType> type : types.entrySet()) {
      Field field = new Field(type.getKey(), type.getValue(), odd, step.run());
      shaped = typed(shaped, field.name(), field);
    }
    out.accept(shaped);
  }

  /**
   * @param path the way to the field from here
   */
  private Map<String, Object> typed(Map<String, Object> record, String path, Field field) {
    Object value = Fields.get(record, path);
    int parts = path.indexOf(PARTS);
    if (value != null) {
      return Fields.with(record, path, typed(value, field));
    }
    String list = parts < 0 ? path : path.substring(0, parts);
    value = parts < 0 ? null : Fields.get(record, list);
    if (value == null) {
      String end = Fields.end(record, list);
      refuseWithin(field.name(), end, end == null ? null : Fields.get(record, end));
      return record;
    }
    return Fields.with(record, list, parts(value, path.substring(parts + 2), field));
  }

  /**
   * Numbers and truths come with their type, and may stand beside a field whose name has a point.
   */
  private void refuseWithin(String name, String end, Object value) {
    boolean text = value instanceof String said && !said.isBlank() && !nulls.contains(said.strip());
    if (text || value instanceof List) {
      throw new IllegalArgumentException(
          "has a '"
              + end
              + "' that is a "
              + (text ? "text" : "list")
              + ", where '"
              + name
              + "' is to be: "
              + Fields.shown(value));
    }
  }

  /**
   * @param rest the way from a part to the field, behind a point; empty where it is the part itself
   */
  private List<Object> parts(Object list, String rest, Field field) {
    String name = field.name();
    if (!(list instanceof List<?> parts)) {
      throw new IllegalArgumentException(
          "has a '" + name.replace(PARTS, "") + "' that is no list: " + Fields.shown(list));
    }
    List<Object> typed = new ArrayList<>(parts.size());
    for (Object part : parts) {
      if (rest.isEmpty()) {
        typed.add(part == null ? null : typed(part, field));
      } else {
        refuseWithin(name, name.substring(0, name.length() - rest.length()), part);
        typed.add(part instanceof Map<?, ?> in ? typed(copy(in), rest.substring(1), field) : part);
      }
    }
    return typed;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private void note(Field field, Number number, Instant time) {
    EarlyTimes noted = field.run().kept(early, () -> new EarlyTimes("types-action"));
    noted.add(field.name(), number, time);
  }

  private Object typed(Object value, Field field) {
    ValueType type = field.type();
    if (value instanceof String text
        && (nulls.contains(text.strip()) || (text.isBlank() && !type.word().equals("text")))) {
      return null;
    }
    try {
      Object typed = type.of(value, field.odd(), field.name());
      boolean said = value instanceof Number || value instanceof String;
      if (said && typed instanceof Instant time && EarlyTimes.isEarly(time)) {
        type.since1970(time).ifPresent(number -> note(field, number, time));
      }
      return typed;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has a '" + field.name() + "' that " + e.getMessage() + ": " + Fields.shown(value), e);
    }
  }
}
