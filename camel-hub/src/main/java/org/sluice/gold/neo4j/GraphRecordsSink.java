package org.sluice.gold.neo4j;

import java.util.List;
import org.sluice.enrich.NamedFields;
import org.sluice.gold.Provenance;
import org.sluice.gold.Records;
import org.sluice.gold.RefusedException;
import org.sluice.gold.Sink;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;
import org.sluice.run.SupersededException;

/**
 * {@code gold:neo4j-records?node=LABEL&relations=TYPE=Label(key)}: writes records, a {@code
 * List<Map<String, Object>>}, as nodes with relations to nodes that they share.
 */
public final class GraphRecordsSink implements Sink {
  private final GraphWriter writer;
  private final RecordPattern pattern;

  /**
   * @param parameter of the sink's address: node, relations
   * @throws IllegalArgumentException when one is not as it should be
   */
  public GraphRecordsSink(GraphWriter writer, Parameter parameter) {
    this.writer = writer;
    this.pattern = RecordPattern.of(parameter.get("node", ""), parameter.get("relations", ""));
  }

  @Override
  public List<NamedFields> named() {
    List<String> keys = pattern.relations().stream().map(RecordPattern.Relation::key).toList();
    return List.of(NamedFields.of("graph-records-sink", "relations", keys));
  }

  @Override
  public void write(Object body, RunView run) {
    RecordGraph graph =
        RecordNodeMapping.graph(Records.of(body, "graph-records-sink"), pattern, run);
    run.writes(
        List.of(
            GoldPlace.of(
                RecordNodeMapping.SERVICE,
                RecordNodeMapping.STORE,
                pattern.label(),
                graph.mark())));
    int refused = 0;
    try {
      if (!writer.write(graph)) {
        throw new SupersededException("The graph holds a newer version of the records.");
      }
    } catch (RefusedException e) {
      e.reject(run);
      refused = e.positions().size();
    }
    run.wrote(
        new GoldWrite(
            RecordNodeMapping.SERVICE,
            RecordNodeMapping.STORE,
            pattern.label(),
            graph.nodes().size() - refused,
            refused,
            query(graph.mark(), Provenance.of(run).version())));
  }

  /** Marks and versions hold nothing that would end a text. */
  static String query(String mark, String version) {
    return "MATCH (n:%s {sluice_mark: '%s', sluice_version: '%s'}) RETURN n AS record"
        .formatted(RecordCypher.RECORD, mark, version);
  }
}
