package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeLogTest {
  @TempDir Path folder;
  private Path store;

  @BeforeEach
  void name() {
    store = folder.resolve("lake.h2");
  }

  @Test
  void changesAreToldInTheirOrder() throws IOException {
    try (ChangeLog log = new ChangeLog(store, 0)) {
      log.note("d.a", "é", document(1));
      log.write();
      log.note("d.b", "x", document(2));
      log.note("d.a", "é", null);
      log.write();
    }
    assertEquals(List.of("d.a é 1", "d.b x 2", "d.a é null"), told(0));
  }

  @Test
  void whatIsNotWrittenIsNotThere() throws IOException {
    try (ChangeLog log = new ChangeLog(store, 0)) {
      log.note("d.a", "x", document(1));
    }
    assertEquals(List.of(), told(0));
  }

  @Test
  void theFilesOfACommitCountNoMoreAndThoseAfterItDo() throws IOException {
    long next;
    try (ChangeLog log = new ChangeLog(store, 0)) {
      log.note("d.a", "old", document(1));
      log.write();
      log.note("d.a", "committed", document(2));
      next = log.next();
      log.note("d.a", "new", document(3));
      log.write();
      assertEquals(List.of("d.a old 1", "d.a new 3"), told(0));
      assertEquals(List.of("d.a new 3"), told(next));
      log.forgetBefore(next);
    }
    assertEquals(List.of("d.a new 3"), told(0));
  }

  @Test
  void aRecordThatWasCutOffOrIsDamagedEndsIt() throws IOException {
    try (ChangeLog log = new ChangeLog(store, 0)) {
      log.note("d.a", "x", document(1));
      log.note("d.a", "y", document(2));
      log.write();
    }
    Path file = folder.resolve("lake.h2.changes-0");
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length - 1; length > whole.length / 2; length--) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(List.of("d.a x 1"), told(0), length + " of " + whole.length);
    }
    byte[] damaged = whole.clone();
    damaged[whole.length - 2] ^= 1;
    Files.write(file, damaged);
    assertEquals(List.of("d.a x 1"), told(0));
    Files.write(file, new byte[100], StandardOpenOption.TRUNCATE_EXISTING);
    assertEquals(List.of(), told(0));
  }

  private List<String> told(long generation) throws IOException {
    List<String> told = new ArrayList<>();
    try (ChangeLog log = new ChangeLog(store, generation)) {
      log.replay((collection, id, bson) -> told.add(collection + " " + id + " " + number(bson)));
    }
    return told;
  }

  private static byte[] document(int number) {
    return StoredDocument.bson(new Document("n", number));
  }

  private static Object number(byte[] bson) {
    return bson == null ? null : StoredDocument.document(bson).get("n");
  }
}
