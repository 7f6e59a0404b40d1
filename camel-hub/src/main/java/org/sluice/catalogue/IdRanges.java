package org.sluice.catalogue;

/**
 * Parts the ids that the hub makes, which are spread evenly, into ranges of about as many documents
 * each: so many first digits are looked at, and of the last of these so many values make a range.
 *
 * @param depth digits; 0 for one range
 * @param step values of the last of them, a power of two
 */
record IdRanges(int depth, int step) {
  /** Digits of the ids, in the order of their bytes. */
  private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";

  /** As few ranges as hold no more than a page each. */
  static IdRanges of(long documents, int page) {
    int depth = 0;
    long ranges = 1;
    while (documents / ranges > page) {
      ranges *= DIGITS.length();
      depth++;
    }
    int step = 1;
    while (depth > 0 && documents / (ranges / (2L * step)) <= page) {
      step *= 2;
    }
    return new IdRanges(depth, step);
  }

  /** The end of the range that follows an id; null for the last range. */
  String end(String after) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      digits.append(i < after.length() ? after.charAt(i) : DIGITS.charAt(0));
    }
    for (int i = depth - 1; i >= 0; i--) {
      String higher = higher(digits.charAt(i), i == depth - 1 ? step : 1);
      if (higher != null) {
        return digits.substring(0, i) + higher;
      }
    }
    return null;
  }

  private static String higher(char digit, int step) {
    for (int i = 0; i < DIGITS.length(); i += step) {
      if (DIGITS.charAt(i) > digit) {
        return DIGITS.substring(i, i + 1);
      }
    }
    return null;
  }
}
