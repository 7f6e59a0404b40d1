package org.sluice.enrich.part;

import java.io.InputStream;
import org.sluice.fault.FaultException;

/** Stands where an object broke off. */
final class Broken extends InputStream {
  private final FaultException why;

  Broken(FaultException why) {
    this.why = why;
  }

  @Override
  public int read() {
    throw why;
  }
}
