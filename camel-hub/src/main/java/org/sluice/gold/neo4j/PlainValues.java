package org.sluice.gold.neo4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.types.MapAccessor;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/** From Neo4j's values to those that JSON knows: a node is the map of its properties, sorted. */
final class PlainValues {
  private PlainValues() {}

  static Object of(Object value) {
    if (value instanceof Node node) {
      return properties(node);
    }
    if (value instanceof Relationship relation) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("type", relation.type());
      map.putAll(properties(relation));
      return map;
    }
    if (value instanceof Path path) {
      List<Object> steps = new ArrayList<>();
      steps.add(of(path.start()));
      path.forEach(
          segment -> {
            steps.add(of(segment.relationship()));
            steps.add(of(segment.end()));
          });
      return steps;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, each) -> plain.put(String.valueOf(key), of(each)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(of(each)));
      return plain;
    }
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    return plain ? value : value.toString();
  }

  private static Map<String, Object> properties(MapAccessor entity) {
    Map<String, Object> properties = new TreeMap<>();
    entity.asMap().forEach((name, value) -> properties.put(name, of(value)));
    return properties;
  }
}
