package org.sluice.gold;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.sluice.batch.Limits;
import org.sluice.gold.influx.InfluxPointWriter;
import org.sluice.gold.influx.InfluxSink;
import org.sluice.gold.influx.PointWriter;
import org.sluice.gold.mongo.DocumentSink;
import org.sluice.gold.mongo.DocumentWriter;
import org.sluice.gold.mongo.MongoDocumentWriter;
import org.sluice.gold.neo4j.GraphSink;
import org.sluice.gold.neo4j.GraphWriter;
import org.sluice.gold.neo4j.Neo4jGraphWriter;

/** All sinks there are, by their names. */
public final class GoldSinks {
  private GoldSinks() {}

  /** Makes {@code gold:…} known in a context. Connects to nothing before the first write. */
  public static void register(CamelContext context, GoldClients clients, Limits limits) {
    context.getRegistry().bind(InfluxPointWriter.CLIENT, clients.influx());
    context.getRegistry().bind(MongoDocumentWriter.CLIENT, clients.mongo());
    register(
        context,
        new InfluxPointWriter(context, clients.influx(), limits),
        new Neo4jGraphWriter(clients.neo4j(), limits),
        new MongoDocumentWriter(context, clients.mongo(), limits));
  }

  /** The same with writers of one's own, for trying routes without a database. */
  public static void register(
      CamelContext context, PointWriter points, GraphWriter graph, DocumentWriter documents) {
    context.addComponent(
        "gold",
        new GoldComponent(
            Map.of(
                "influx", parameter -> new InfluxSink(points),
                "neo4j", parameter -> new GraphSink(graph),
                "mongo",
                    parameter ->
                        new DocumentSink(documents, parameter.get("collection", "documents")))));
  }
}
