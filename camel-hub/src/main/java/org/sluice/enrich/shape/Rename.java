package org.sluice.enrich.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;

/**
 * {@code rename}: other names for fields, some fields left out, or all but some, nested ones made
 * flat. In that order: {@code flatten}, {@code drop}, {@code keep}, {@code rename}. Fields that are
 * not there are passed over.
 */
public final class Rename extends ShapeBlock {
  private final Map<String, String> names;
  private final List<String> drop;
  private final List<String> keep;
  private final String flatten;

  public Rename(BlockParameters parameters) {
    names = parameters.pairs("rename", "");
    drop = parameters.names("drop");
    keep = parameters.names("keep");
    flatten = parameters.text("flatten", "");
    if (names.containsValue("")) {
      throw new IllegalArgumentException("parameter 'rename' has an empty name");
    }
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    Map<String, Object> shaped = kept(dropped(flattened(record)));
    out.accept(names.isEmpty() ? shaped : renamed(shaped));
  }

  @Override
  public List<NamedFields> named() {
    return List.of(
        named("drop", drop, this::flattened),
        named("keep", keep, record -> dropped(flattened(record))),
        named("rename", List.copyOf(names.keySet()), record -> kept(dropped(flattened(record)))));
  }

  private static NamedFields named(
      String parameter, List<String> fields, UnaryOperator<Map<String, Object>> as) {
    return new NamedFields("rename-action", parameter, fields, as);
  }

  private Map<String, Object> flattened(Map<String, Object> record) {
    return flatten.isEmpty() ? record : flat(record);
  }

  private Map<String, Object> dropped(Map<String, Object> record) {
    Map<String, Object> left = record;
    for (String name : drop) {
      left = Fields.has(left, name) ? Fields.without(left, name) : left;
    }
    return left;
  }

  private Map<String, Object> kept(Map<String, Object> record) {
    if (keep.isEmpty()) {
      return record;
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String name : keep) {
      if (Fields.has(record, name)) {
        put(kept, name, Fields.get(record, name));
      }
    }
    return kept;
  }

  private Map<String, Object> renamed(Map<String, Object> record) {
    Map<String, Object> rest = record;
    Map<String, Object> nested = new LinkedHashMap<>();
    for (Map.Entry<String, String> name : names.entrySet()) {
      String old = name.getKey();
      if (!record.containsKey(old) && Fields.has(record, old)) {
        nested.put(name.getValue(), Fields.get(record, old));
        rest = Fields.without(rest, old);
      }
    }
    Map<String, Object> renamed = new LinkedHashMap<>();
    rest.forEach((name, value) -> put(renamed, names.getOrDefault(name, name), value));
    nested.forEach((name, value) -> put(renamed, name, value));
    return renamed;
  }

  private Map<String, Object> flat(Map<String, Object> record) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flatten("", record, flat);
    return flat;
  }

  private void flatten(String before, Map<?, ?> record, Map<String, Object> flat) {
    record.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            flatten(before + name + flatten, inner, flat);
          } else {
            put(flat, before + name, value);
          }
        });
  }

  private static void put(Map<String, Object> record, String name, Object value) {
    if (record.containsKey(name)) {
      throw new IllegalArgumentException("would have the field '" + Fields.shown(name) + "' twice");
    }
    record.put(name, value);
  }
}
