package org.sluice.run;

/** A block's word that the object is not for this route: as if the route had not matched. */
public final class DeclinedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeclinedException(String reason) {
    super(reason, null, false, false);
  }
}
