package org.sluice.gold.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluice.batch.BatchWatch;
import org.sluice.gold.NumberedSink;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;

/** Documents of a project of the test's own, in a real MongoDB protocol server. */
abstract class MongoRig {
  static CamelContext context;
  static MongoClient mongo;
  static Sink sink;
  static DocumentRemover remover;
  static MongoReader reader;
  final String project = TestRuns.project();
  final String place = "gold_" + project + ".documents";

  @BeforeAll
  static void connect() {
    context = new DefaultCamelContext();
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    context.getRegistry().bind(MongoDocumentWriter.CLIENT, mongo);
    context.start();
    remover = new DocumentRemover(mongo);
    sink =
        new NumberedSink(
            new DocumentSink(
                new MongoDocumentWriter(context, mongo, TestRuns.LIMITS, BatchWatch.NONE),
                "documents"),
            new Object());
    reader = new MongoReader(mongo, () -> List.of("known-without-gold"));
  }

  @AfterAll
  static void close() {
    context.stop();
    mongo.close();
  }

  static List<Map<String, Object>> records(int count) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(Map.of("n", i));
    }
    return records;
  }

  List<Document> all() {
    return mongo
        .getDatabase("gold_" + project)
        .getCollection("documents")
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }
}
