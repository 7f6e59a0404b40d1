package org.sluice.gold;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Limits;
import org.sluice.gold.influx.InfluxPointWriter;
import org.sluice.gold.influx.InfluxSink;
import org.sluice.gold.influx.PointDumper;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.influx.PointRemover;
import org.sluice.gold.influx.PointWriter;
import org.sluice.gold.mongo.DocumentDumper;
import org.sluice.gold.mongo.DocumentRemover;
import org.sluice.gold.mongo.DocumentSink;
import org.sluice.gold.mongo.DocumentWriter;
import org.sluice.gold.mongo.MongoDocumentWriter;
import org.sluice.gold.neo4j.GraphSink;
import org.sluice.gold.neo4j.GraphWriter;
import org.sluice.gold.neo4j.Neo4jGraphWriter;
import org.sluice.gold.neo4j.PictureDumper;
import org.sluice.gold.neo4j.PictureRemover;
import org.sluice.run.GoldRemover;

/** All sinks there are, by their names. */
public final class GoldSinks {
  private GoldSinks() {}

  /**
   * Makes writers for the sinks of many contexts, so that they write together. Connects to nothing
   * before the first write.
   *
   * @param context whose components write
   * @param watches who is told of a service's writes, by its name
   * @return makes {@code gold:…} known in a context
   */
  public static Consumer<CamelContext> shared(
      CamelContext context,
      GoldClients clients,
      PointLocks locks,
      Limits limits,
      Function<String, BatchWatch> watches) {
    context.getRegistry().bind(InfluxPointWriter.CLIENT, clients.influx());
    context.getRegistry().bind(MongoDocumentWriter.CLIENT, clients.mongo());
    PointWriter points =
        new InfluxPointWriter(context, clients.influx(), locks, limits, watches.apply("influxdb"));
    GraphWriter graph = new Neo4jGraphWriter(clients.neo4j(), limits, watches.apply("neo4j"));
    DocumentWriter documents =
        new MongoDocumentWriter(context, clients.mongo(), limits, watches.apply("mongodb"));
    return each -> register(each, points, graph, documents);
  }

  /** What takes records out of gold again, by service. */
  public static Map<String, GoldRemover> removers(
      GoldClients clients, PointLocks locks, int mostDeletes) {
    return Map.of(
        "influxdb", new PointRemover(clients.influx(), locks, mostDeletes),
        "neo4j", new PictureRemover(clients.neo4j()),
        "mongodb", new DocumentRemover(clients.mongo()));
  }

  /** What tells all that a project's gold holds. */
  public static GoldDump dump(GoldClients clients) {
    return new GoldDump(
        List.of(
            new PointDumper(clients.influx()),
            new PictureDumper(clients.neo4j()),
            new DocumentDumper(clients.mongo())));
  }

  /**
   * Makes {@code gold:…} known in a context, with writers of one's own, for trying routes without a
   * database.
   */
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
