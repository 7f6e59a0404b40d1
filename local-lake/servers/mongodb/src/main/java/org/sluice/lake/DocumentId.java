package org.sluice.lake;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * The ids by which documents stand in the store: nearly all are texts, which are compared as they
 * are; H2's own type looks up what each of two is for each comparison. In the file they stand as H2
 * writes them.
 *
 * <p>H2's type remembers the last type that it met, and where two threads (a command and a commit)
 * use one at a time it may find two ids of one type to be of two that cannot be compared: so each
 * thread has its own.
 */
final class DocumentId extends BasicDataType<Object> {
  static final DocumentId TYPE = new DocumentId();

  private final ThreadLocal<ObjectDataType> any = ThreadLocal.withInitial(ObjectDataType::new);

  private DocumentId() {}

  @Override
  public int compare(Object one, Object other) {
    return one instanceof String text && other instanceof String with
        ? text.compareTo(with)
        : any.get().compare(one, other);
  }

  @Override
  public int getMemory(Object id) {
    return any.get().getMemory(id);
  }

  @Override
  public void write(WriteBuffer out, Object id) {
    any.get().write(out, id);
  }

  @Override
  public Object read(ByteBuffer in) {
    return any.get().read(in);
  }

  @Override
  public Object[] createStorage(int size) {
    return new Object[size];
  }
}
