package org.sluice.repair.reconcile;

import java.nio.charset.StandardCharsets;

/** Room for examples in a round's record, which MongoDB takes up to 16 MB of. */
final class Room {
  private static final int BYTES = 4 << 20;

  /** What an example takes beside its object's name. */
  private static final int AROUND = 200;

  private long taken;

  /** Whether there is room for one more. */
  synchronized boolean take(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length + AROUND;
    if (taken + bytes > BYTES) {
      return false;
    }
    taken += bytes;
    return true;
  }
}
