package org.sluice.enrich.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;

/**
 * {@code map}: fields from constants and from other fields, by {@link Template}s. All of them see
 * the record as it came.
 */
public final class MapFields extends ShapeBlock {
  private final Map<String, Template> set = new LinkedHashMap<>();
  private final boolean only;
  private final boolean nulls;

  public MapFields(BlockParameters parameters) {
    Map<String, String> said = parameters.pairs("set", "");
    if (said.isEmpty()) {
      throw new IllegalArgumentException("parameter 'set' is missing");
    }
    said.forEach(
        (name, template) -> set.put(name, parameters.said("set", () -> new Template(template))));
    only = parameters.choice("only", "no", "yes", "no").equals("yes");
    nulls = parameters.choice("missing", "reject", "reject", "null").equals("null");
  }

  @Override
  public List<NamedFields> named() {
    List<String> fields =
        set.values().stream().flatMap(each -> each.fields().stream()).distinct().toList();
    return List.of(NamedFields.of("map-action", "set", fields));
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    Map<String, Object> shaped = only ? new LinkedHashMap<>() : new LinkedHashMap<>(record);
    set.forEach(
        (name, template) -> {
          Object value = template.of(record, step.run().object());
          if (value == null && !nulls) {
            throw new IllegalArgumentException("has nothing to make '" + name + "' of");
          }
          shaped.put(name, value);
        });
    out.accept(shaped);
  }
}
