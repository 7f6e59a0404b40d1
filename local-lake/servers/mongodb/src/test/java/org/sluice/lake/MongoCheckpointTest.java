package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written while the store is committed is there after a SIGKILL, and what was before. */
class MongoCheckpointTest {
  private static final int CHECKPOINTS = 3;
  private static final int DOCUMENTS = 500;
  private static final String TEXT = "x".repeat(20_000);

  @TempDir Path folder;

  private final int port = ServerProcess.freePort();

  @Test
  void acknowledgedIsKeptWhateverCommitsItBeside() throws IOException {
    int written = 0;
    ServerProcess server = start();
    try (MongoClient client = client()) {
      MongoCollection<Document> things = things(client);
      long until = Instant.now().plus(Duration.ofSeconds(120)).toEpochMilli();
      things.insertOne(new Document("_id", "first"));
      long first = generation();
      while (generation() < first + CHECKPOINTS) {
        assertTrue(System.currentTimeMillis() < until, "no checkpoint since " + generation());
        things.replaceOne(
            Filters.eq("d" + written % DOCUMENTS),
            new Document("n", written).append("text", TEXT),
            new ReplaceOptions().upsert(true));
        written++;
      }
    } finally {
      server.kill();
    }
    ServerProcess again = start();
    try (MongoClient client = client()) {
      assertEquals(1 + Math.min(written, DOCUMENTS), things(client).countDocuments());
      for (int n = Math.max(0, written - DOCUMENTS); n < written; n++) {
        Document found = things(client).find(Filters.eq("d" + n % DOCUMENTS)).first();
        assertEquals(n, found.getInteger("n"));
      }
    } finally {
      again.kill();
    }
  }

  /** That of the newest file of changes. */
  private long generation() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".changes-"))
          .mapToLong(name -> Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))
          .max()
          .orElse(0);
    }
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(
        MongoServer.class, "127.0.0.1", "" + port, folder.resolve("data.mv").toString());
  }

  private MongoClient client() {
    return MongoClients.create("mongodb://127.0.0.1:" + port);
  }

  private static MongoCollection<Document> things(MongoClient client) {
    return client.getDatabase("lake").getCollection("things");
  }
}
