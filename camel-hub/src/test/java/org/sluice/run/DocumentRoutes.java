package org.sluice.run;

import com.mongodb.client.MongoClient;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.sluice.batch.BatchWatch;
import org.sluice.dispatch.LakeComponent;
import org.sluice.dispatch.RouteTable;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.TestRuns;
import org.sluice.gold.mongo.DocumentWriter;
import org.sluice.gold.mongo.MongoDocumentWriter;
import org.sluice.routes.RouteKit;

/** Routes as a hub runs them, with a sink of documents only. */
final class DocumentRoutes implements AutoCloseable {
  final RouteTable table = new RouteTable();
  private final CamelContext context;

  /**
   * @param sink what the routes write with, made of what writes to MongoDB
   */
  DocumentRoutes(MongoClient mongo, String yaml, UnaryOperator<DocumentWriter> sink)
      throws Exception {
    context = RouteKit.context("http://127.0.0.1:1");
    context.removeComponent("lake");
    context.addComponent("lake", new LakeComponent(table, "test.camel.yaml", "r1"));
    context.getRegistry().bind(MongoDocumentWriter.CLIENT, mongo);
    DocumentWriter gold = new MongoDocumentWriter(context, mongo, TestRuns.LIMITS, BatchWatch.NONE);
    GoldSinks.register(
        context, GoldWriters.NONE.with(batch -> {}, picture -> true, sink.apply(gold), null));
    RouteKit.load(context, yaml);
    context.start();
  }

  @Override
  public void close() {
    context.stop();
  }
}
