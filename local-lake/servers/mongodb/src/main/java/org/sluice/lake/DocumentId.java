package org.sluice.lake;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * The ids by which documents stand in the store: nearly all are texts, which are compared as they
 * are; H2's own type looks up what each of two is for each comparison. In the file they stand as H2
 * writes them.
 */
final class DocumentId extends BasicDataType<Object> {
  static final DocumentId TYPE = new DocumentId();

  private final ObjectDataType any = new ObjectDataType();

  private DocumentId() {}

  @Override
  public int compare(Object one, Object other) {
    return one instanceof String text && other instanceof String with
        ? text.compareTo(with)
        : any.compare(one, other);
  }

  @Override
  public int getMemory(Object id) {
    return any.getMemory(id);
  }

  @Override
  public void write(WriteBuffer out, Object id) {
    any.write(out, id);
  }

  @Override
  public Object read(ByteBuffer in) {
    return any.read(in);
  }

  @Override
  public Object[] createStorage(int size) {
    return new Object[size];
  }
}
