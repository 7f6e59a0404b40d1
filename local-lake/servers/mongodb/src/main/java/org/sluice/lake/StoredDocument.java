package org.sluice.lake;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * How a document stands in the store, in memory as in the file: as BSON. As it comes, the server
 * keeps maps of maps, which are several times as large, keep the collector busy, change while
 * others read them, and go into the file by Java's serialisation; documents that stand so in an
 * older file are read all the same.
 */
final class StoredDocument extends BasicDataType<byte[]> {
  static final StoredDocument TYPE = new StoredDocument();

  /** No type of H2's that a document could have. */
  private static final byte BSON = 1;

  private static final int OBJECT_BYTES = 24;

  private final ObjectDataType older = new ObjectDataType();

  private StoredDocument() {}

  static byte[] bson(Document document) {
    ByteBuf encoded = Unpooled.buffer(1024);
    BsonEncoder.encodeDocument(document, encoded);
    return ByteBufUtil.getBytes(encoded);
  }

  static Document document(byte[] bson) {
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bson));
  }

  @Override
  public int getMemory(byte[] bson) {
    return OBJECT_BYTES + bson.length;
  }

  @Override
  public void write(WriteBuffer out, byte[] bson) {
    out.put(BSON).putVarInt(bson.length);
    out.put(bson);
  }

  @Override
  public byte[] read(ByteBuffer in) {
    if (in.get(in.position()) != BSON) {
      return bson((Document) older.read(in));
    }
    in.get();
    byte[] bson = new byte[DataUtils.readVarInt(in)];
    in.get(bson);
    return bson;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
