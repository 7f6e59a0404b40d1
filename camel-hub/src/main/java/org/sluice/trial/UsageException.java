package org.sluice.trial;

/** A mistake of the caller's: what, to what, and what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
