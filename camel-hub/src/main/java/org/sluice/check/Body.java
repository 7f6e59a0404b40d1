package org.sluice.check;

/** What a route's body is between two steps, as blocks take and make it. */
enum Body {
  BYTES("the object's bytes"),
  RECORDS("records"),
  READINGS("readings"),
  METADATA("a picture's metadata"),
  MEMBERS("an archive's members"),

  /** What it is shows only once an object comes. */
  UNKNOWN("anything"),

  /** Nothing comes here: a step before it ends the run. */
  NOTHING("nothing");

  private final String said;

  Body(String said) {
    this.said = said;
  }

  String said() {
    return said;
  }

  /** What it is behind two ways of which one is gone. */
  Body or(Body other) {
    if (this == other || other == NOTHING) {
      return this;
    }
    return this == NOTHING ? other : UNKNOWN;
  }
}
