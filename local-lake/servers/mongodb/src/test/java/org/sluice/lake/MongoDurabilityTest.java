package org.sluice.lake;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private final List<Long> grown = new ArrayList<>();

  @Test
  void noAcknowledgedInsertIsLostByASigkill() throws IOException {
    for (int turn = 1; turn <= 2; turn++) {
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
    thenKilled(things -> things.updateOne(Filters.eq("kept"), set("changed", true)));
    thenKilled(things -> things.findOneAndUpdate(Filters.eq("kept"), inc("n", 7)));
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
  void whatWasChangedSinceTheLastCommitIsThereInItsOrder() throws IOException {
    thenKilled(
        things -> {
          things.insertMany(List.of(new Document("_id", "gone"), new Document("_id", "again")));
          things.insertOne(new Document("i", 1)); // commits
          things.deleteOne(Filters.eq("gone"));
          things.updateOne(Filters.eq("again"), set("n", 1), UPSERT);
          things.deleteOne(Filters.eq("again"));
          things.updateOne(Filters.eq("again"), set("n", 2), UPSERT);
        });
    thenKilled(
        things -> {
          assertEquals(2, things.find(Filters.eq("again")).first().getInteger("n"));
          assertEquals(2, things.countDocuments());
          things.drop();
        });
    thenKilled(things -> assertEquals(0, things.countDocuments()));
  }

  @Test
  void aDocumentWhoseIdIsNoTextIsKeptAndItsChangesCommitNothing() throws IOException {
    thenKilled(things -> things.updateOne(Filters.eq("t", "counter"), inc("n", 1), UPSERT));
    thenKilled(
        things -> {
          things.insertOne(new Document("_id", "x").append("n", 1));
          for (int i = 0; i < 100; i++) {
            long before = size();
            things.updateOne(Filters.eq("t", "counter"), inc("n", 1));
            things.findOneAndUpdate(Filters.eq("t", "counter"), inc("n", 1));
            grown.add(size() - before);
          }
        });
    // The store looks after itself once a second; each change alone leaves the file as it is.
    assertTrue(grown.stream().filter(more -> more == 0).count() > 50, grown::toString);
    thenKilled(
        things -> {
          Document counter = things.find(Filters.eq("t", "counter")).first();
          assertEquals(201, counter.getInteger("n"));
          assertEquals(counter, things.find(Filters.eq(counter.getObjectId("_id"))).first());
          things.deleteOne(Filters.eq(counter.getObjectId("_id")));
        });
    thenKilled(things -> assertEquals(1, things.countDocuments()));
  }

  private long size() {
    try {
      return Files.size(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFileGrownLargeIsWrittenAnewWhenItIsOpened() throws IOException {
    thenKilled(
        things -> {
          things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
          for (int i = 0; i < 500; i++) {
            things.updateOne(
                Filters.eq(1), combine(set("u", "x"), inc("n", 1), set("l", List.of(i))), UPSERT);
            things.insertOne(new Document("u", "x" + i)); // its id is no text: it is committed
          }
        });
    long grown = Files.size(file());
    DurableBackend.open(file(), grown / 2).close();
    assertTrue(Files.size(file()) < grown / 4, Files.size(file()) + " of " + grown);
    thenKilled(
        things -> {
          assertEquals(500, things.find(Filters.eq("u", "x")).first().getInteger("n"));
          assertThrows(MongoWriteException.class, () -> things.insertOne(new Document("u", "x")));
        });
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
