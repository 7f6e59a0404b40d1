package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.bson.ObjectId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.WriteBuffer;
import org.junit.jupiter.api.Test;

class DocumentIdTest {
  private static final int MANY = 5_000_000;

  /** As a commit and a command do. */
  @Test
  void idsAreComparedWhileOthersAreWritten() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !over.get(); i++) {
                DocumentId.TYPE.write(new WriteBuffer(), i % 2 == 0 ? "text" : (Object) 7L);
              }
            });
    ObjectId one = new ObjectId();
    ObjectId other = new ObjectId();
    int expected = Integer.signum(one.compareTo(other));
    try {
      for (int i = 0; i < MANY; i++) {
        assertEquals(expected, Integer.signum(DocumentId.TYPE.compare(one, other)));
        assertTrue(DocumentId.TYPE.compare("text", one) != 0);
      }
    } finally {
      over.set(true);
      writes.get();
    }
  }
}
