package org.sluice.check;

/**
 * How much a file of routes may hold. What is beyond is a mistake, or meant to harm: it would take
 * the stack or the memory of whoever reads it.
 */
final class Bounds {
  static final int DEPTH = 100;
  static final int PARTS = 100_000;

  private Bounds() {}

  /** Refuses what stands too deep. */
  static void depth(int depth, Place place) throws SyntaxException {
    if (depth > DEPTH) {
      throw new SyntaxException(
          place,
          "Here it is nested more than "
              + DEPTH
              + " deep, and no route needs that: look for what is opened and never closed");
    }
  }

  /** Refuses a file with too much in it. */
  static void parts(int parts, Place place) throws SyntaxException {
    if (parts > PARTS) {
      throw new SyntaxException(
          place,
          "Up to here it holds more than "
              + PARTS
              + " keys and values, those that aliases (*name) repeat among them. Write less, or"
              + " several files");
    }
  }
}
