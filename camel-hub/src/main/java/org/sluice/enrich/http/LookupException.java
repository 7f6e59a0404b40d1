package org.sluice.enrich.http;

import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** One question that was not answered. */
final class LookupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean down;

  LookupException(String url, String reason, boolean down, Throwable cause) {
    super(
        "GET "
            + url
            + ": "
            + reason
            + ". Went on without its answer"
            + (down ? ", and did not ask again in this run." : "."),
        cause);
    this.down = down;
  }

  /** Whether the service as a whole does not answer. */
  boolean down() {
    return down;
  }

  FaultException fault() {
    return new FaultException(Fault.SERVICE_UNREACHABLE, getMessage(), this);
  }
}
