package org.sluice.lake;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * How a document stands in the file: as BSON. As it comes, the server has Java serialise it, which
 * takes several times as long; documents that stand so in an older file are read all the same.
 */
final class StoredDocument extends BasicDataType<Document> {
  static final StoredDocument TYPE = new StoredDocument();

  /** No type of H2's that a document could have. */
  private static final byte BSON = 1;

  private static final int OBJECT_BYTES = 48;

  private final ObjectDataType older = new ObjectDataType();

  private StoredDocument() {}

  @Override
  public int getMemory(Document document) {
    return memory(document);
  }

  private static int memory(Object value) {
    int bytes = OBJECT_BYTES;
    if (value instanceof String text) {
      bytes += text.length();
    } else if (value instanceof Map<?, ?> map) {
      for (Object each : map.values()) {
        bytes += OBJECT_BYTES + memory(each);
      }
    } else if (value instanceof Collection<?> list) {
      for (Object each : list) {
        bytes += memory(each);
      }
    } else if (value instanceof byte[] binary) {
      bytes += binary.length;
    }
    return bytes;
  }

  @Override
  public void write(WriteBuffer out, Document document) {
    ByteBuf bson = Unpooled.buffer(1024);
    BsonEncoder.encodeDocument(document, bson);
    out.put(BSON).putVarInt(bson.readableBytes());
    out.put(bson.nioBuffer());
  }

  @Override
  public Document read(ByteBuffer in) {
    if (in.get(in.position()) != BSON) {
      return (Document) older.read(in);
    }
    in.get();
    int length = DataUtils.readVarInt(in);
    ByteBuffer bson = in.slice(in.position(), length);
    in.position(in.position() + length);
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bson));
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }
}
