package org.sluice.enrich.text;

/**
 * A text that counts how often it is looked at: a pattern that tries everything on a line of a kind
 * ends, always at the same place, instead of holding the run for hours.
 */
final class Steps implements CharSequence {
  /** Thrown when the pattern has looked too often. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super(null, null, false, false);
    }
  }

  /** A line of 1 MiB may be gone through many times; some tenths of a second. */
  private static final int MOST = 50_000_000;

  private final String text;
  private int steps;

  Steps(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (++steps > MOST) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
