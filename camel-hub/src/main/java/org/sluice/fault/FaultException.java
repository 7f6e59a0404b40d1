package org.sluice.fault;

import java.time.Duration;

/** A known fault, with a message that says what, to what, and where: record, line, byte. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final Duration after;

  public FaultException(Fault fault, String message) {
    this(fault, message, null);
  }

  public FaultException(Fault fault, String message, Throwable cause) {
    this(fault, message, cause, Duration.ZERO);
  }

  /**
   * @param after how long to wait before it is tried again, as what failed asks for it
   */
  public FaultException(Fault fault, String message, Throwable cause, Duration after) {
    super(message, cause);
    this.fault = fault;
    this.after = after;
  }

  /** How long what failed asks to be left alone; zero where it does not. */
  public Duration after() {
    return after;
  }

  public Fault fault() {
    return fault;
  }
}
