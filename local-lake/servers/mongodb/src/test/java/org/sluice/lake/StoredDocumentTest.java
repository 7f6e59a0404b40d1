package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.WriteBuffer;
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
    byte[] bson = StoredDocument.bson(DOCUMENT);
    WriteBuffer out = new WriteBuffer();
    StoredDocument.TYPE.write(out, bson);
    StoredDocument.TYPE.write(out, bson);
    ByteBuffer in = out.getBuffer().flip();
    assertEquals(DOCUMENT, read(in));
    assertEquals(DOCUMENT, read(in));
    assertEquals(0, in.remaining());
  }

  @Test
  void aDocumentOfAnOlderFileIsReadToo() {
    WriteBuffer out = new WriteBuffer();
    new ObjectDataType().write(out, DOCUMENT);
    new ObjectDataType().write(out, DOCUMENT);
    ByteBuffer in = out.getBuffer().flip();
    assertEquals(DOCUMENT, read(in));
    assertEquals(DOCUMENT, read(in));
    assertEquals(0, in.remaining());
  }

  private static Document read(ByteBuffer in) {
    return StoredDocument.document(StoredDocument.TYPE.read(in));
  }
}
