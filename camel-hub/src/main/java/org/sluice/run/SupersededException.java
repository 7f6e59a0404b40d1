package org.sluice.run;

/** A newer version of the object has been registered: this run has nothing more to do. */
public final class SupersededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SupersededException(String reason) {
    super(reason, null, false, false);
  }
}
