package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.ObjectDataType;
import org.junit.jupiter.api.Test;

/** A document comes out of the file as it went in. */
class StoredDocumentTest {
  private static final Document DOCUMENT =
      new Document("_id", "a")
          .append("number", 7)
          .append("long", 1L << 40)
          .append("double", 0.5)
          .append("none", null)
          .append("truth", true)
          .append("time", Instant.ofEpochMilli(1_600_000_000_123L))
          .append("id", new ObjectId())
          .append("below", new Document("list", List.of("x", new Document("y", 1), List.of())));

  @Test
  void aDocumentIsReadAsItWasWrittenAndNoFurther() {
    ByteBuffer in = written(StoredDocument.TYPE, DOCUMENT, DOCUMENT);
    assertEquals(DOCUMENT, StoredDocument.TYPE.read(in));
    assertEquals(DOCUMENT, StoredDocument.TYPE.read(in));
    assertEquals(0, in.remaining());
  }

  @Test
  void aDocumentOfAnOlderFileIsReadToo() {
    ByteBuffer in = written(new ObjectDataType(), DOCUMENT, DOCUMENT);
    assertEquals(DOCUMENT, StoredDocument.TYPE.read(in));
    assertEquals(DOCUMENT, StoredDocument.TYPE.read(in));
  }

  @Test
  void aLargerDocumentIsSaidToTakeMoreMemory() {
    Document larger = DOCUMENT.clone();
    larger.put("text", "x".repeat(10_000));
    int more = StoredDocument.TYPE.getMemory(larger) - StoredDocument.TYPE.getMemory(DOCUMENT);
    assertTrue(more >= 10_000, more + " bytes");
  }

  private static <T> ByteBuffer written(DataType<T> type, Document... documents) {
    WriteBuffer out = new WriteBuffer();
    for (Document document : documents) {
      @SuppressWarnings("unchecked")
      T value = (T) document;
      type.write(out, value);
    }
    return out.getBuffer().flip();
  }
}
