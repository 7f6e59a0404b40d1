package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.gold.DumpLine;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.run.GoldPlace;

/** All pictures of a project with what they point to, and objects that nothing points to. */
public final class PictureDumper implements GoldDumper {
  private static final List<String> ELSEWHERE = List.of("swift_id", "version");

  static final String LABEL = "IMAGE";

  private static final String TOLD =
      """
      RETURN properties(i) AS image,
        [(i)-[r]->(o:OBJECT) | type(r) + ' ' + o.type] AS points_to
      """;

  private static final String PICTURES = "MATCH (i:IMAGE {project: $project})\n" + TOLD;

  private static final String OF_OBJECT =
      "MATCH (i:IMAGE {swift_id: $swift_id, route: $route})\n" + TOLD;

  private static final String POINTS_TO = "-points_to";

  private static final String ORPHANS =
      "MATCH (o:OBJECT) WHERE NOT (o)--() RETURN properties(o) AS object";

  private final Driver driver;

  public PictureDumper(Driver driver) {
    this.driver = driver;
  }

  /** A picture as a dump tells it once it is written. */
  public static String line(PictureGraph graph) {
    Map<String, Object> picture = new TreeMap<>();
    graph.properties().forEach((k, v) -> picture.put(k, PlainValues.of(v)));
    picture.put(
        POINTS_TO,
        Stream.concat(
                graph.subjects().stream().map(type -> "SUBJECT " + type),
                graph.contains().stream().map(type -> "CONTAINS " + type))
            .sorted()
            .toList());
    return DumpLine.of("neo4j", LABEL, picture);
  }

  private static String line(org.neo4j.driver.Record row, boolean portable) {
    Map<String, Object> picture = new TreeMap<>();
    row.get("image").asMap().forEach((k, v) -> picture.put(k, PlainValues.of(v)));
    if (portable) {
      ELSEWHERE.forEach(picture::remove);
    }
    List<String> pointsTo = row.get("points_to").asList(value -> value.asString());
    picture.put(POINTS_TO, pointsTo.stream().sorted().toList());
    return DumpLine.of("neo4j", LABEL, picture);
  }

  @Override
  public void dump(GoldHeld held, GoldPlace place, Consumer<String> line) {
    if (!place.service().equals("neo4j") || !place.place().equals(LABEL)) {
      return;
    }
    SessionConfig reading = SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).build();
    try (Session session = driver.session(reading)) {
      session
          .run(OF_OBJECT, Map.of("swift_id", place.key(), "route", held.route()))
          .forEachRemaining(row -> line.accept(line(row, false)));
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("to tell of the pictures", e);
    }
  }

  @Override
  public void dump(String project, boolean portable, Consumer<String> line) {
    SessionConfig reading = SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).build();
    try (Session session = driver.session(reading)) {
      session
          .run(PICTURES, Map.of("project", project))
          .forEachRemaining(row -> line.accept(line(row, portable)));
      session
          .run(ORPHANS)
          .forEachRemaining(
              row ->
                  line.accept(
                      DumpLine.of(
                          "neo4j", "OBJECT without a relation", row.get("object").asMap())));
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("to tell of the pictures", e);
    }
  }
}
