package org.sluice.lake;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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

  /** Some times what changes between two commits of the store. */
  private static final long KEPT_BYTES = 16 << 20;

  private static final Encodings ENCODINGS = new Encodings(KEPT_BYTES);

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
    byte[] bson = bson(document);
    out.put(BSON).putVarInt(bson.length);
    out.put(bson);
  }

  /** A stored document as BSON. It must not change from then on. */
  static byte[] bson(Document document) {
    byte[] known = ENCODINGS.of(document);
    if (known != null) {
      return known;
    }
    ByteBuf encoded = Unpooled.buffer(1024);
    BsonEncoder.encodeDocument(document, encoded);
    byte[] bson = ByteBufUtil.getBytes(encoded);
    ENCODINGS.keep(document, bson);
    return bson;
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
