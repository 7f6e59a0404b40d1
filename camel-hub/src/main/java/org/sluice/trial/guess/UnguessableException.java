package org.sluice.trial.guess;

/** No route can be made of a sample: why, and what to do. */
public final class UnguessableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnguessableException(String message) {
    super(message);
  }
}
