package org.sluice.fault;

/** A known fault, with a message that says what, to what, and where: record, line, byte. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public FaultException(Fault fault, String message) {
    this(fault, message, null);
  }

  public FaultException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
