package org.sluice.enrich;

/**
 * Lines of a text that a reader passed over, as the route wants it.
 *
 * @param lines that were read, these included
 * @param count of those that were passed over
 * @param first number of the first of these; 0 where there is none
 * @param shown how that begins
 */
public record PassedOver(long lines, long count, long first, String shown) {
  public static final PassedOver NOTHING = new PassedOver(0, 0, 0, "");

  /** Of both, the other standing behind this one in the object. */
  public PassedOver and(PassedOver other) {
    PassedOver earlier = count > 0 ? this : other;
    return new PassedOver(lines + other.lines, count + other.count, earlier.first, earlier.shown);
  }

  /** A sentence; null where nothing was passed over. */
  String note() {
    if (count == 0) {
      return null;
    }
    return "%d of %d line%s %s not fit the pattern and %s passed over; the first is line %d: %s"
        .formatted(
            count,
            lines,
            lines == 1 ? "" : "s",
            count == 1 ? "does" : "do",
            count == 1 ? "was" : "were",
            first,
            shown);
  }
}
