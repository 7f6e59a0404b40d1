package org.sluice.gold.influx;

/** A set of numbers other than zero, up to some number of them. */
final class Hashes {
  private static final int FIRST_SIZE = 32;

  private final int most;

  /** Zero where there is none; half of it free. */
  private long[] all = new long[FIRST_SIZE];

  private int count;

  Hashes(int most) {
    this.most = most;
  }

  boolean isFull() {
    return count == most;
  }

  boolean has(long hash) {
    return all[place(all, hash)] == hash;
  }

  /** To be called where there is room for it, and it is not there. */
  void add(long hash) {
    all[place(all, hash)] = hash;
    if (++count > all.length / 2) {
      grow();
    }
  }

  private void grow() {
    long[] larger = new long[all.length * 2];
    for (long one : all) {
      if (one != 0) {
        larger[place(larger, one)] = one;
      }
    }
    all = larger;
  }

  private static int place(long[] in, long hash) {
    int place = (int) (hash ^ hash >>> 32) & in.length - 1;
    while (in[place] != 0 && in[place] != hash) {
      place = place + 1 & in.length - 1;
    }
    return place;
  }
}
