package org.sluice.check;

/** A file that is no YAML or no XML. */
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Place place;

  SyntaxException(Place place, String message) {
    super(message);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
