package org.sluice.gold.neo4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records as parameters of the statements that write them. */
final class RecordRows {
  private RecordRows() {}

  /** The shared nodes, by label and id: in one order, so that two that share some do not lock. */
  static Map<String, Map<String, Object>> shared(
      String project, RecordPattern pattern, List<RecordGraph.Node> nodes) {
    Map<String, Map<String, Object>> shared = new TreeMap<>();
    List<RecordPattern.Relation> relations = pattern.relations();
    for (RecordGraph.Node node : nodes) {
      for (int i = 0; i < relations.size(); i++) {
        String label = relations.get(i).label();
        Map<String, Object> all = shared.computeIfAbsent(label, l -> new TreeMap<>());
        for (String name : node.shared().get(i)) {
          all.computeIfAbsent(
              id(project, label, name), id -> Map.of("id", id, "name", name, "project", project));
        }
      }
    }
    shared.values().removeIf(Map::isEmpty);
    return shared;
  }

  /** A shared node is its project's: the names of containers and of projects hold no slash. */
  private static String id(String project, String label, String name) {
    return project + "/" + label + "/" + name;
  }

  /** What the statements know of each record. */
  static List<Map<String, Object>> of(
      String project, RecordPattern pattern, List<RecordGraph.Node> nodes) {
    List<RecordPattern.Relation> relations = pattern.relations();
    List<Map<String, Object>> rows = new ArrayList<>(nodes.size());
    for (RecordGraph.Node node : nodes) {
      List<List<String>> shared = new ArrayList<>();
      List<String> related = new ArrayList<>();
      for (int i = 0; i < relations.size(); i++) {
        RecordPattern.Relation relation = relations.get(i);
        List<String> ids =
            node.shared().get(i).stream().map(name -> id(project, relation.label(), name)).toList();
        shared.add(ids);
        ids.forEach(id -> related.add(relation.type() + " " + id));
      }
      Map<String, Object> row = new HashMap<>();
      row.put("key", node.key());
      row.put("version", node.version());
      row.put("properties", node.properties());
      row.put("shared", shared);
      row.put("related", related);
      rows.add(row);
    }
    return rows;
  }
}
