package org.sluice.gold.neo4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.batch.Limits;
import org.sluice.gold.Batches;

/**
 * Writes pictures to Neo4j with parameters, never with text put into Cypher. Relations that a
 * picture no longer has are removed, and objects that nothing points to any more with them, in the
 * same transaction.
 */
public final class Neo4jGraphWriter implements GraphWriter {
  private static final int ATTEMPTS = 5;
  private static final String KEY = "swift_id";

  /** About what a picture takes as parameters. */
  private static final int PICTURE_BYTES = 2_000;

  private static final Gatherer.Weight<PictureGraph> WEIGHT =
      new Gatherer.Weight<>() {
        @Override
        public long count(PictureGraph picture) {
          return 1;
        }

        @Override
        public long bytes(PictureGraph picture) {
          return PICTURE_BYTES;
        }
      };

  private final Driver driver;
  private final Batches<String, PictureGraph, PictureGraph> batches;
  private final Neo4jRecordWriter records;
  private boolean constrained;

  public Neo4jGraphWriter(Driver driver, Limits limits, BatchWatch watch) {
    this.driver = driver;
    this.batches = new Batches<>(limits, WEIGHT, List::of, (place, some) -> writeEach(some), watch);
    this.records = new Neo4jRecordWriter(driver, limits, watch);
  }

  @Override
  public boolean write(PictureGraph picture) {
    return batches.put("pictures", picture);
  }

  @Override
  public boolean write(RecordGraph graph) {
    return records.write(graph);
  }

  /** No picture twice in one transaction: of two versions the statements would make a mixture. */
  private Collection<PictureGraph> writeEach(List<PictureGraph> pictures) {
    List<PictureGraph> newer = new ArrayList<>();
    List<PictureGraph> left = new ArrayList<>(pictures);
    while (!left.isEmpty()) {
      Map<String, PictureGraph> byId = new LinkedHashMap<>();
      left.forEach(picture -> byId.putIfAbsent(picture.swiftId(), picture));
      Set<String> stay = writeAll(List.copyOf(byId.values()));
      byId.values().stream().filter(each -> stay.contains(each.swiftId())).forEach(newer::add);
      left.removeIf(picture -> byId.get(picture.swiftId()) == picture);
    }
    return newer;
  }

  private Set<String> writeAll(List<PictureGraph> pictures) {
    try {
      for (int attempt = 1; ; attempt++) {
        try (Session session = driver.session()) {
          constrain(session);
          return write(session, pictures);
        } catch (Neo4jException e) {
          if (attempt == ATTEMPTS || !Neo4jFaults.collision(e)) {
            throw e;
          }
        }
      }
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("the picture", e);
    }
  }

  /**
   * Before the first MERGE, which without them makes two nodes of one when two runs meet. One at a
   * time: two that make a constraint wait for each other's lock.
   */
  private synchronized void constrain(Session session) {
    if (!constrained) {
      PictureCypher.CONSTRAINTS.forEach(constraint -> session.run(constraint).consume());
      constrained = true;
    }
  }

  private static Set<String> write(Session session, List<PictureGraph> pictures) {
    try (Transaction transaction = session.beginTransaction(Neo4jFaults.LIMIT)) {
      Map<String, Boolean> made = new HashMap<>();
      transaction
          .run(PictureCypher.NODES, Map.of("rows", rows(pictures)))
          .forEachRemaining(row -> made.put(row.get(KEY).asString(), row.get("made").asBoolean()));
      List<Map<String, Object>> rows =
          rows(pictures.stream().filter(each -> made.containsKey(each.swiftId())).toList());
      relate(transaction, rows, rows.stream().filter(row -> !made.get(row.get(KEY))).toList());
      transaction.commit();
      Set<String> newer = new TreeSet<>();
      pictures.forEach(each -> newer.add(each.swiftId()));
      newer.removeAll(made.keySet());
      return newer;
    }
  }

  /**
   * @param known pictures that were there before: only these may point to something so far
   */
  private static void relate(
      Transaction transaction, List<Map<String, Object>> rows, List<Map<String, Object>> known) {
    lock(transaction, rows, known);
    Set<String> left = new TreeSet<>();
    if (!known.isEmpty()) {
      for (String statement : PictureCypher.OUTDATED) {
        left.addAll(types(transaction, statement, known));
      }
    }
    PictureCypher.RELATIONS.forEach(
        (key, statement) -> {
          List<Map<String, Object>> some =
              rows.stream().filter(row -> !((List<?>) row.get(key)).isEmpty()).toList();
          if (!some.isEmpty()) {
            transaction.run(statement, Map.of("rows", some)).consume();
          }
        });
    if (!left.isEmpty()) {
      transaction.run(PictureCypher.ORPHANS, Map.of("types", List.copyOf(left))).consume();
    }
  }

  /** All objects that are about to gain or lose a relation, in order: runs meet, none deadlocks. */
  private static void lock(
      Transaction transaction, List<Map<String, Object>> rows, List<Map<String, Object>> known) {
    Set<String> types = new TreeSet<>();
    if (!known.isEmpty()) {
      types.addAll(types(transaction, PictureCypher.RELATED, known));
    }
    rows.forEach(
        row ->
            Stream.of("subjects", "contains")
                .flatMap(list -> ((List<?>) row.get(list)).stream())
                .forEach(type -> types.add((String) type)));
    if (types.isEmpty()) {
      return;
    }
    Map<String, Object> parameters = Map.of("types", List.copyOf(types));
    transaction.run(PictureCypher.LOCK, parameters).consume();
    // A node that another transaction deleted as an orphan while this one waited is made again.
    transaction.run(PictureCypher.LOCK, parameters).consume();
  }

  private static List<String> types(
      Transaction transaction, String statement, List<Map<String, Object>> rows) {
    return transaction.run(statement, Map.of("rows", rows)).list(row -> row.get("type").asString());
  }

  private static List<Map<String, Object>> rows(List<PictureGraph> pictures) {
    return pictures.stream()
        .sorted(Comparator.comparing(PictureGraph::swiftId))
        .map(
            each -> {
              Map<String, Object> row = new HashMap<>();
              row.put(KEY, each.swiftId());
              row.put("version", each.version());
              row.put("properties", each.properties());
              row.put("subjects", each.subjects());
              row.put("contains", each.contains());
              return row;
            })
        .toList();
  }
}
