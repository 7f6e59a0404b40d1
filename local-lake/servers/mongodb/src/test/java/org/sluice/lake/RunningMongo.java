package org.sluice.lake;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server in the test's own process, for all tests of a class. */
final class RunningMongo implements BeforeAllCallback, AfterAllCallback {
  private Path file;
  private de.bwaldvogel.mongo.MongoServer server;
  private MongoClient client;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    file = Files.createTempFile("mongo", ".mv");
    Files.delete(file);
    server = new de.bwaldvogel.mongo.MongoServer(DurableBackend.open(file));
    client = MongoClients.create("mongodb://127.0.0.1:" + server.bind().getPort());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    client.close();
    server.shutdownNow();
    Files.deleteIfExists(file);
  }

  MongoClient client() {
    return client;
  }

  MongoCollection<Document> emptyCollection() {
    MongoCollection<Document> things = client.getDatabase("lake").getCollection("things");
    things.drop();
    return things;
  }
}
