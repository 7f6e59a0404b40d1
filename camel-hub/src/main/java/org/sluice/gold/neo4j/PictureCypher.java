package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;

/** The statements that write pictures, in their order. */
final class PictureCypher {
  static final List<String> CONSTRAINTS =
      List.of(
          "CREATE CONSTRAINT image_swift_id IF NOT EXISTS"
              + " FOR (i:IMAGE) REQUIRE i.swift_id IS UNIQUE",
          "CREATE CONSTRAINT object_type IF NOT EXISTS"
              + " FOR (o:OBJECT) REQUIRE o.type IS UNIQUE");

  /**
   * Answers which were written, a newer version staying as it is, and which were made. What marks
   * those goes with the properties that are set.
   */
  static final String NODES =
      """
      UNWIND $rows AS row
      MERGE (i:IMAGE {swift_id: row.swift_id})
      ON CREATE SET i.sluice_made = true
      WITH i, row, i.sluice_made IS NOT NULL AS made WHERE i.version IS NULL OR i.version <= row.version
      SET i = row.properties
      RETURN row.swift_id AS swift_id, made
      """;

  /** What the pictures point to so far. */
  static final String RELATED =
      """
      UNWIND $rows AS row
      MATCH (:IMAGE {swift_id: row.swift_id})-[:SUBJECT|CONTAINS]->(o:OBJECT)
      RETURN DISTINCT o.type AS type
      """;

  /** The SET takes each node's lock. */
  static final String LOCK =
      """
      UNWIND $types AS type
      MERGE (o:OBJECT {type: type})
      SET o.type = type
      """;

  /** Answers what the removed relations pointed to. */
  static final List<String> OUTDATED =
      List.of(outdated("SUBJECT", "subjects"), outdated("CONTAINS", "contains"));

  /** By the key of the rows' types. */
  static final Map<String, String> RELATIONS =
      Map.of(
          "subjects",
          relation("SUBJECT", "subjects"),
          "contains",
          relation("CONTAINS", "contains"));

  static final String ORPHANS =
      """
      UNWIND $types AS type
      MATCH (o:OBJECT {type: type}) WHERE NOT (o)--()
      DELETE o
      """;

  private static final String OUTDATED_PICTURE =
      """
      MATCH (i:IMAGE {swift_id: $swift_id})
      WHERE i.route = $route AND (i.version < $newest OR i.version IN $versions)
      """;

  /** What a picture that is to go points to, in order. */
  static final String POINTED_TO =
      OUTDATED_PICTURE
          + """
          MATCH (i)-[:SUBJECT|CONTAINS]->(o:OBJECT)
          RETURN DISTINCT o.type AS type ORDER BY type
          """;

  static final String REMOVED =
      OUTDATED_PICTURE
          + """
          DETACH DELETE i
          RETURN count(*) AS gone
          """;

  private PictureCypher() {}

  private static String outdated(String relation, String types) {
    return """
    UNWIND $rows AS row
    MATCH (:IMAGE {swift_id: row.swift_id})-[r:%s]->(o:OBJECT)
    WHERE NOT o.type IN row.%s
    DELETE r
    RETURN DISTINCT o.type AS type
    """
        .formatted(relation, types);
  }

  private static String relation(String relation, String types) {
    return """
    UNWIND $rows AS row
    MATCH (i:IMAGE {swift_id: row.swift_id})
    UNWIND row.%s AS type
    MATCH (o:OBJECT {type: type})
    MERGE (i)-[:%s]->(o)
    """
        .formatted(types, relation);
  }
}
