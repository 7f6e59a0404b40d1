package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;

/**
 * Records of one object as nodes: all of them or, of a large object, some.
 *
 * @param project who they belong to: shared nodes are shared within it
 * @param mark made of object, route and label: finds the nodes of all of the object's records
 * @param version compared as text; a newer one stays
 */
public record RecordGraph(
    String project, RecordPattern pattern, String mark, String version, List<Node> nodes) {
  /**
   * A record.
   *
   * @param mark that of its object
   * @param key made of the mark and its position
   * @param position in the object, from 0
   * @param version that of its object
   * @param properties all that the node has
   * @param shared for each relation of the pattern, what the nodes are called that it points to
   */
  public record Node(
      String mark,
      String key,
      long position,
      String version,
      Map<String, Object> properties,
      List<List<String>> shared) {}
}
