package org.sluice.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Bytes held in memory, where there is no lake to ask for them again. */
public final class Held implements ByteSource {
  private static final int MOST = 64 << 20;

  private final byte[] bytes;

  Held(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws FaultException when they are more than 64 MiB
   */
  public static Held of(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST + 1);
    if (bytes.length > MOST) {
      throw new FaultException(
          Fault.OBJECT_TOO_LARGE,
          "It is larger than the " + MOST + " bytes that are held where there is no lake.");
    }
    return new Held(bytes);
  }

  @Override
  public InputStream open(long from, long most) {
    int place = (int) Math.min(from, bytes.length);
    return new ByteArrayInputStream(bytes, place, bytes.length - place);
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public boolean seeks() {
    return true;
  }
}
