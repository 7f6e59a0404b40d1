package org.sluice.enrich;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** An object's bytes, read once, and never more than a block's limit of them. */
public final class ObjectBytes extends FilterInputStream {
  /** 64 MiB. */
  public static final long DEFAULT_LIMIT = 64L << 20;

  /** How much of the beginning is kept. */
  private static final int KEPT = 4096;

  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
  private final LakeObject object;
  private final long limit;
  private long count;

  private ObjectBytes(InputStream in, LakeObject object, long limit) {
    super(in);
    this.object = object;
    this.limit = limit;
  }

  /**
   * @throws FaultException when the object is empty, or said to be larger than the limit
   */
  public static ObjectBytes of(Exchange exchange, LakeObject object, long limit) {
    InputStream in = exchange.getMessage().getBody(InputStream.class);
    if (in == null) {
      throw new IllegalStateException(
          "The body is not the object's bytes: this block stands first in a route");
    }
    if (object.size() > limit) {
      throw tooLarge(object, limit);
    }
    return new ObjectBytes(in, object, limit);
  }

  /** How many bytes have been read. */
  public long count() {
    return count;
  }

  /** The first of the bytes that were read. */
  byte[] beginning() {
    return beginning.toByteArray();
  }

  @Override
  public int read() throws IOException {
    try {
      int read = super.read();
      if (read >= 0 && count < KEPT) {
        beginning.write(read);
      }
      count(read < 0 ? 0 : 1);
      return read;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = super.read(buffer, offset, length);
      if (read > 0 && count < KEPT) {
        beginning.write(buffer, offset, (int) Math.min(read, KEPT - count));
      }
      count(Math.max(read, 0));
      return read;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int more) {
    count += more;
    if (count > limit) {
      throw tooLarge(object, limit);
    }
  }

  private FaultException broken(IOException e) {
    return new FaultException(
        Fault.SWIFT_UNREACHABLE,
        object.key().container()
            + "/"
            + object.key().object()
            + " broke off after "
            + count
            + " bytes: "
            + e.getMessage(),
        e);
  }

  private static FaultException tooLarge(LakeObject object, long limit) {
    return new FaultException(
        Fault.OBJECT_TOO_LARGE,
        object.key().container()
            + "/"
            + object.key().object()
            + " is larger than the "
            + limit
            + " bytes that this block reads.");
  }
}
