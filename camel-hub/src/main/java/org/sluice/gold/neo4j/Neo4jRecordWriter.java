package org.sluice.gold.neo4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.batch.Limits;
import org.sluice.gold.Batches;

/**
 * Writes records as nodes with parameters, those of many runs in one transaction. Of an object of
 * which a newer version stands nothing is written.
 */
final class Neo4jRecordWriter {
  private static final int ATTEMPTS = 5;

  /** About what a record takes as parameters. */
  private static final int NODE_BYTES = 400;

  private static final Gatherer.Weight<RecordGraph> WEIGHT =
      new Gatherer.Weight<>() {
        @Override
        public long count(RecordGraph graph) {
          return graph.nodes().size();
        }

        @Override
        public long bytes(RecordGraph graph) {
          return (long) graph.nodes().size() * NODE_BYTES;
        }
      };

  /** What one write can be for. */
  private record Place(String project, RecordPattern pattern) {}

  private final Driver driver;
  private final Batches<Place, RecordGraph, RecordGraph.Node> batches;
  private boolean constrained;

  Neo4jRecordWriter(Driver driver, Limits limits, BatchWatch watch) {
    this.driver = driver;
    this.batches = new Batches<>(limits, WEIGHT, RecordGraph::nodes, this::write, watch);
  }

  boolean write(RecordGraph graph) {
    return batches.put(new Place(graph.project(), graph.pattern()), graph);
  }

  /** No record twice in one transaction: of two versions the statements would make a mixture. */
  private Collection<RecordGraph.Node> write(Place place, List<RecordGraph.Node> nodes) {
    List<RecordGraph.Node> newer = new ArrayList<>();
    List<RecordGraph.Node> left = nodes;
    while (!left.isEmpty()) {
      Map<String, String> versions = new HashMap<>();
      Set<String> keys = new LinkedHashSet<>();
      List<RecordGraph.Node> part = new ArrayList<>(left.size());
      List<RecordGraph.Node> rest = new ArrayList<>();
      for (RecordGraph.Node node : left) {
        String version = versions.computeIfAbsent(node.mark(), mark -> node.version());
        boolean fits = version.equals(node.version()) && keys.add(node.key());
        (fits ? part : rest).add(node);
      }
      Set<String> stay = writeAll(place, part);
      part.stream().filter(each -> stay.contains(each.mark())).forEach(newer::add);
      left = rest;
    }
    return newer;
  }

  /**
   * @return marks of the objects of which newer versions are there
   */
  private Set<String> writeAll(Place place, List<RecordGraph.Node> nodes) {
    try {
      for (int attempt = 1; ; attempt++) {
        try (Session session = driver.session()) {
          constrain(session);
          return write(session, place, nodes);
        } catch (Neo4jException e) {
          if (attempt == ATTEMPTS || !Neo4jFaults.collision(e)) {
            throw e;
          }
        }
      }
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("the records", e);
    }
  }

  /** Before the first MERGE, as two that meet would else make two nodes of one. */
  private synchronized void constrain(Session session) {
    if (!constrained) {
      RecordCypher.CONSTRAINTS.forEach(one -> session.run(one).consume());
      constrained = true;
    }
  }

  private static Set<String> write(Session session, Place place, List<RecordGraph.Node> nodes) {
    Set<String> newer = new TreeSet<>();
    List<RecordGraph.Node> asked = nodes.stream().filter(node -> node.position() == 0).toList();
    while (true) {
      try (Transaction transaction = session.beginTransaction(Neo4jFaults.LIMIT)) {
        // A version with fewer records than ours would else be half overwritten, and still newer.
        newer.addAll(newer(transaction, asked));
        List<RecordGraph.Node> ours =
            nodes.stream().filter(node -> !newer.contains(node.mark())).toList();
        if (ours.isEmpty() || write(transaction, place, ours)) {
          transaction.commit();
          return newer;
        }
        transaction.rollback();
        asked = ours;
      }
    }
  }

  private static Set<String> newer(Transaction transaction, List<RecordGraph.Node> nodes) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RecordGraph.Node node : nodes) {
      rows.add(Map.of("key", node.key(), "mark", node.mark(), "version", node.version()));
    }
    return rows.isEmpty()
        ? Set.of()
        : new TreeSet<>(
            transaction
                .run(RecordCypher.NEWER, Map.of("rows", rows))
                .list(row -> row.get("mark").asString()));
  }

  /**
   * @return false where a newer version of a record is there, and all is to be undone
   */
  private static boolean write(Transaction transaction, Place place, List<RecordGraph.Node> nodes) {
    RecordPattern pattern = place.pattern();
    Map<String, Object> rows = Map.of("rows", RecordRows.of(place.project(), pattern, nodes));
    long written =
        transaction.run(RecordCypher.nodes(pattern), rows).single().get("written").asLong();
    if (written < nodes.size()) {
      return false;
    }
    List<String> left =
        transaction.run(RecordCypher.OUTDATED, rows).list(row -> row.get("id").asString());
    RecordRows.shared(place.project(), pattern, nodes)
        .forEach(
            (label, all) ->
                transaction
                    .run(RecordCypher.shared(label), Map.of("shared", List.copyOf(all.values())))
                    .consume());
    for (int i = 0; i < pattern.relations().size(); i++) {
      transaction.run(RecordCypher.relations(pattern.relations().get(i), i), rows).consume();
    }
    if (!left.isEmpty()) {
      Map<String, Object> ids = Map.of("ids", left.stream().sorted().toList());
      transaction.run(RecordCypher.LOCK, ids).consume();
      transaction.run(RecordCypher.ORPHANS, ids).consume();
    }
    return true;
  }
}
