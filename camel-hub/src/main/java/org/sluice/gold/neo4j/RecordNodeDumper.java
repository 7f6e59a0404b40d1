package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.gold.DumpLine;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.run.GoldPlace;

/** All records' nodes of a project with what they point to, and shared ones nothing points to. */
public final class RecordNodeDumper implements GoldDumper {
  private static final List<String> ELSEWHERE =
      List.of("sluice_key", "sluice_mark", "sluice_version");
  private static final String POINTS_TO = "-points_to";

  private static final String TOLD =
      """
      RETURN [label IN labels(n) WHERE label <> 'SluiceRecord'][0] AS label,
        properties(n) AS record,
        [(n)-[r]->(s:SluiceShared) |
          type(r) + ' ' + [label IN labels(s) WHERE label <> 'SluiceShared'][0] + ' ' + s.name]
        AS points_to
      """;

  private static final String RECORDS =
      "MATCH (n:SluiceRecord {sluice_project: $project})\n" + TOLD;

  private static final String OF_OBJECT = "MATCH (n:SluiceRecord {sluice_mark: $mark})\n" + TOLD;

  private static final String ORPHANS =
      """
      MATCH (s:SluiceShared {sluice_project: $project}) WHERE NOT (s)--()
      RETURN properties(s) AS shared
      """;

  private final Driver driver;

  public RecordNodeDumper(Driver driver) {
    this.driver = driver;
  }

  /** A record as a dump tells it once it is written. */
  public static String line(RecordGraph graph, RecordGraph.Node node) {
    Map<String, Object> record = told(node.properties());
    record.put(POINTS_TO, List.copyOf(pointsTo(graph.pattern(), node)));
    return DumpLine.of("neo4j", graph.pattern().label(), record);
  }

  /** As a route's examples tell it: without where it comes from. */
  public static Map<String, Object> example(RecordPattern pattern, RecordGraph.Node node) {
    Map<String, Object> record = told(node.properties());
    record.keySet().removeIf(key -> key.startsWith("sluice_"));
    record.put(POINTS_TO, List.copyOf(pointsTo(pattern, node)));
    return record;
  }

  private static TreeSet<String> pointsTo(RecordPattern pattern, RecordGraph.Node node) {
    TreeSet<String> all = new TreeSet<>();
    for (int i = 0; i < pattern.relations().size(); i++) {
      RecordPattern.Relation relation = pattern.relations().get(i);
      node.shared()
          .get(i)
          .forEach(name -> all.add(relation.type() + " " + relation.label() + " " + name));
    }
    return all;
  }

  private static Map<String, Object> told(Map<String, Object> properties) {
    Map<String, Object> told = new TreeMap<>();
    properties.forEach((name, value) -> told.put(name, PlainValues.of(value)));
    return told;
  }

  private static String line(org.neo4j.driver.Record row, boolean portable) {
    Map<String, Object> record = told(row.get("record").asMap());
    if (portable) {
      ELSEWHERE.forEach(record::remove);
    }
    List<String> pointsTo = row.get("points_to").asList(value -> value.asString());
    record.put(POINTS_TO, pointsTo.stream().sorted().toList());
    return DumpLine.of("neo4j", row.get("label").asString(), record);
  }

  @Override
  public void dump(GoldHeld held, GoldPlace place, Consumer<String> line) {
    if (!place.service().equals("neo4j") || place.place().equals(PictureDumper.LABEL)) {
      return;
    }
    SessionConfig reading = SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).build();
    try (Session session = driver.session(reading)) {
      session
          .run(OF_OBJECT, Map.of("mark", place.key()))
          .forEachRemaining(row -> line.accept(line(row, false)));
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("to tell of the records", e);
    }
  }

  @Override
  public void dump(String project, boolean portable, Consumer<String> line) {
    SessionConfig reading = SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).build();
    try (Session session = driver.session(reading)) {
      session
          .run(RECORDS, Map.of("project", project))
          .forEachRemaining(row -> line.accept(line(row, portable)));
      session
          .run(ORPHANS, Map.of("project", project))
          .forEachRemaining(
              row ->
                  line.accept(
                      DumpLine.of(
                          "neo4j", "SluiceShared without a relation", row.get("shared").asMap())));
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("to tell of the records", e);
    }
  }
}
