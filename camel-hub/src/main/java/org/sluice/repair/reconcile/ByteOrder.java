package org.sluice.repair.reconcile;

/** Orders names as Swift's listings do: by their bytes in UTF-8. */
final class ByteOrder {
  private ByteOrder() {}

  /** Less than, equal to or greater than 0. */
  static int compare(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // Letters past U+FFFF are pairs of surrogates, which stand in the midst of the others.
        boolean pairOfOne = Character.isSurrogate(a);
        return pairOfOne == Character.isSurrogate(b) ? a - b : pairOfOne ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
