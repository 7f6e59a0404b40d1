package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server has acknowledged is there after a SIGKILL. */
class MongoDurabilityTest {
  private static final Document KEPT = new Document("_id", "kept");
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  @TempDir Path folder;

  private final int port = ServerProcess.freePort();

  @Test
  void noAcknowledgedInsertIsLostByASigkill() throws IOException {
    for (int turn = 1; turn <= 3; turn++) {
      thenKilled(
          things -> {
            for (int i = 0; i < 200; i++) {
              things.insertOne(new Document("i", i));
            }
          });
      long expected = 200L * turn;
      thenKilled(things -> assertEquals(expected, things.countDocuments()));
    }
  }

  @Test
  void everyKindOfWriteIsKeptThroughASigkill() throws IOException {
    thenKilled(things -> things.insertMany(List.of(new Document("_id", "gone"), KEPT)));
    thenKilled(things -> things.deleteOne(Filters.eq("gone")));
    thenKilled(things -> things.updateOne(Filters.eq("kept"), Updates.set("changed", true)));
    thenKilled(things -> things.findOneAndUpdate(Filters.eq("kept"), Updates.inc("n", 7)));
    thenKilled(things -> things.createIndex(Indexes.ascending("a", "b")));
    thenKilled(
        things -> {
          assertEquals(KEPT.append("changed", true).append("n", 7), things.find().first());
          assertEquals(2, things.listIndexes().into(new ArrayList<>()).size());
          things.drop();
        });
    thenKilled(things -> assertEquals(0, things.countDocuments()));
  }

  @Test
  void theFileIsSmallAgainAfterAStop() throws IOException {
    try (ServerProcess server = start();
        MongoClient client = client()) {
      for (int i = 0; i < 3_000; i++) {
        things(client).updateOne(Filters.eq("one"), Updates.inc("n", 1), UPSERT);
      }
    }
    long size = Files.size(file());
    assertTrue(size < 1_000_000, size + " bytes hold one document");
    thenKilled(things -> assertEquals(3_000, things.find().first().getInteger("n")));
  }

  @Test
  void aTakenPortIsOneLineAndStatusOne() throws IOException {
    try (ServerProcess server = start()) {
      ServerProcess second =
          ServerProcess.runToItsEnd(
              MongoServer.class, "127.0.0.1", "" + port, folder.resolve("other.mv").toString());
      assertEquals(1, second.status());
      assertEquals(1, second.said().lines().count(), second.said());
      assertTrue(second.said().contains("127.0.0.1:" + port), second.said());
    }
  }

  private void thenKilled(Consumer<MongoCollection<Document>> work) throws IOException {
    ServerProcess server = start();
    try (MongoClient client = client()) {
      work.accept(things(client));
    } finally {
      server.kill();
    }
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(MongoServer.class, "127.0.0.1", "" + port, file().toString());
  }

  private Path file() {
    return folder.resolve("data.mv");
  }

  private MongoClient client() {
    return MongoClients.create("mongodb://127.0.0.1:" + port);
  }

  private static MongoCollection<Document> things(MongoClient client) {
    return client.getDatabase("lake").getCollection("things");
  }
}
