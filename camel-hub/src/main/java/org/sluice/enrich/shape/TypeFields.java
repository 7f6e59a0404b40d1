package org.sluice.enrich.shape;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.ValueType;

/**
 * {@code types}: fields' values read as what they are. A field that is not there, or null, stays
 * so; an empty text is null, unless a text is what is wanted.
 */
public final class TypeFields extends ShapeBlock {
  private final Map<String, ValueType> types;
  private final Set<String> nulls;

  public TypeFields(BlockParameters parameters) {
    Forms forms = Forms.of(parameters);
    types = parameters.said("types", () -> forms.types(parameters.pairs("types", "")));
    nulls = Set.copyOf(parameters.names("nulls"));
    if (types.isEmpty()) {
      throw new IllegalArgumentException("parameter 'types' is missing");
    }
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    Map<String, Object> shaped = record;
    for (Map.Entry<String, ValueType> type : types.entrySet()) {
      Object value = Fields.get(record, type.getKey());
      if (value != null) {
        shaped = Fields.with(shaped, type.getKey(), typed(type.getKey(), value, type.getValue()));
      }
    }
    out.accept(shaped);
  }

  private Object typed(String name, Object value, ValueType type) {
    if (value instanceof String text
        && (nulls.contains(text.strip()) || (text.isBlank() && !type.word().equals("text")))) {
      return null;
    }
    try {
      return type.of(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has a '" + name + "' that " + e.getMessage() + ": " + Fields.shown(value), e);
    }
  }
}
