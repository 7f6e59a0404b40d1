package org.sluice.gold.neo4j;

import java.util.List;

/**
 * The statements that write records. Labels and types stand in their text, as Cypher takes them
 * nowhere else: {@link RecordPattern} lets only letters, digits and underscores through.
 */
final class RecordCypher {
  /** Label of all records' nodes. */
  static final String RECORD = "SluiceRecord";

  /** Label of all nodes that records share. */
  static final String SHARED = "SluiceShared";

  static final List<String> CONSTRAINTS =
      List.of(
          "CREATE CONSTRAINT sluice_record_key IF NOT EXISTS"
              + " FOR (n:SluiceRecord) REQUIRE n.sluice_key IS UNIQUE",
          "CREATE CONSTRAINT sluice_shared_id IF NOT EXISTS"
              + " FOR (s:SluiceShared) REQUIRE s.sluice_id IS UNIQUE",
          "CREATE INDEX sluice_record_mark IF NOT EXISTS"
              + " FOR (n:SluiceRecord) ON (n.sluice_mark)");

  /** Answers which of some records have a newer version. */
  static final String NEWER =
      """
      UNWIND $rows AS row
      MATCH (n:SluiceRecord {sluice_key: row.key})
      WHERE n.sluice_version > row.version
      RETURN DISTINCT row.mark AS mark
      """;

  /** Relations that the records no longer have. Answers what they pointed to. */
  static final String OUTDATED =
      """
      UNWIND $rows AS row
      MATCH (:SluiceRecord {sluice_key: row.key})-[r]->(s:SluiceShared)
      WHERE NOT (type(r) + ' ' + s.sluice_id) IN row.related
      DELETE r
      RETURN DISTINCT s.sluice_id AS id
      """;

  static final String ORPHANS =
      """
      UNWIND $ids AS id
      MATCH (s:SluiceShared {sluice_id: id}) WHERE NOT (s)--()
      DELETE s
      """;

  private static final String IS_STALE =
      """
      WHERE n.sluice_version < $newest
        OR (n.sluice_version = $newest AND n.sluice_position >= $from)
      """;

  /** Some of the records that are to go. */
  static final String STALE =
      "MATCH (n:SluiceRecord {sluice_mark: $mark})\n"
          + IS_STALE
          + "RETURN n.sluice_key AS key LIMIT $most";

  /** What they point to, in order. */
  static final String POINTED_TO =
      """
      UNWIND $keys AS key
      MATCH (:SluiceRecord {sluice_key: key})-->(s:SluiceShared)
      RETURN DISTINCT s.sluice_id AS id ORDER BY id
      """;

  static final String REMOVED =
      "UNWIND $keys AS key MATCH (n:SluiceRecord {sluice_key: key})\n"
          + IS_STALE
          + "DETACH DELETE n RETURN count(*) AS gone";

  /** The SET takes each shared node's lock. */
  static final String LOCK =
      """
      UNWIND $ids AS id
      MATCH (s:SluiceShared {sluice_id: id})
      SET s.sluice_id = id
      """;

  private RecordCypher() {}

  /** Answers how many were written: a newer version stays as it is. */
  static String nodes(RecordPattern pattern) {
    return """
    UNWIND $rows AS row
    MERGE (n:SluiceRecord {sluice_key: row.key})
    WITH n, row WHERE n.sluice_version IS NULL OR n.sluice_version <= row.version
    SET n = row.properties, n:%s
    RETURN count(*) AS written
    """
        .formatted(pattern.label());
  }

  /** Makes shared nodes, and takes their locks. */
  static String shared(String label) {
    return """
    UNWIND $shared AS one
    MERGE (s:SluiceShared {sluice_id: one.id})
    SET s.name = one.name, s.sluice_project = one.project, s:%s
    """
        .formatted(label);
  }

  /**
   * @param at the relation's place in the pattern
   */
  static String relations(RecordPattern.Relation relation, int at) {
    return """
    UNWIND $rows AS row
    UNWIND row.shared[%d] AS id
    MATCH (n:SluiceRecord {sluice_key: row.key})
    MATCH (s:SluiceShared {sluice_id: id})
    MERGE (n)-[:%s]->(s)
    """
        .formatted(at, relation.type());
  }
}
