package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from any place on, as often as is wanted. */
public interface ByteSource {
  /** Name of the exchange property that holds the bytes of a run's object. */
  String PROPERTY = "sluice.source";

  /**
   * @param from how many bytes are left out, not more than there are
   * @param most how many will be read behind them at the most: so many come, or more
   * @return what follows, to be closed; what is wrong with an archive that they stand in is a
   *     {@link org.sluice.fault.FaultException} of its own
   */
  InputStream open(long from, long most) throws IOException;

  /** The same, all the rest. */
  default InputStream open(long from) throws IOException {
    return open(from, Long.MAX_VALUE);
  }

  /** How many there are; -1 where that is not known before they are read. */
  long size();

  /** Whether any place costs the same; else all before it is unpacked each time. */
  boolean seeks();
}
