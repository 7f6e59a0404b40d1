package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;
import org.sluice.enrich.Unread;
import org.sluice.gold.Provenance;
import org.sluice.gold.RefusedException;
import org.sluice.gold.Sink;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;
import org.sluice.run.SupersededException;

/** {@code gold:neo4j}: writes a picture's metadata, a {@code Map}, as a node with its relations. */
public final class GraphSink implements Sink {
  private final GraphWriter writer;

  public GraphSink(GraphWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(Object body, RunView run) {
    Unread.refuse(body, "image-graph-sink", "image-metadata-action");
    if (!(body instanceof Map<?, ?> metadata)) {
      throw new IllegalStateException(
          "The body is not metadata: image-graph-sink stands behind image-metadata-action");
    }
    PictureGraph picture = PictureMapping.graph(metadata, run.object(), Provenance.of(run));
    run.writes(List.of(GoldPlace.of("neo4j", "neo4j", "IMAGE", picture.swiftId())));
    try {
      if (!writer.write(picture)) {
        throw new SupersededException("The graph holds a newer version of the picture.");
      }
    } catch (RefusedException e) {
      e.reject(run);
      return;
    }
    run.wrote(new GoldWrite("neo4j", "neo4j", "IMAGE", 1, query(picture.swiftId())));
  }

  static String query(String swiftId) {
    return "MATCH (i:IMAGE {swift_id: '%s'}) RETURN i AS image, [(i)-[r]->(o:OBJECT) | type(r) + ' ' + o.type] AS objects"
        .formatted(swiftId.replace("\\", "\\\\").replace("'", "\\'"));
  }
}
