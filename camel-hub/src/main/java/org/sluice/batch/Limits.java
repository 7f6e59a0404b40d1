package org.sluice.batch;

import java.time.Duration;

/**
 * When a batch is full.
 *
 * @param count records that one write holds at the most; an item that is larger is written alone
 * @param bytes the same, by the items' weight
 * @param linger how long a write waits for more where the one before was for several; zero for none
 * @param writes how many writes are under way at a time
 */
public record Limits(long count, long bytes, Duration linger, int writes) {
  public Limits {
    if (count < 1 || bytes < 1 || writes < 1 || linger.isNegative()) {
      throw new IllegalArgumentException("a batch holds something");
    }
  }

  public static Limits of(long count, long bytes) {
    return new Limits(count, bytes, Duration.ZERO, 1);
  }
}
