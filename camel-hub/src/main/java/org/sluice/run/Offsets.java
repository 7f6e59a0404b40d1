package org.sluice.run;

import java.util.TreeSet;

/** What of one partition was taken and what is done: only what lies before the oldest open one. */
final class Offsets {
  private final TreeSet<Long> open = new TreeSet<>();
  private long next = -1;
  private long committed = -1;
  private volatile boolean left;
  private volatile boolean full;

  synchronized void taken(long offset) {
    open.add(offset);
    next = Math.max(next, offset + 1);
  }

  synchronized void done(long offset) {
    open.remove(offset);
  }

  /** The partition goes to another hub. */
  void leave() {
    left = true;
  }

  boolean areLeft() {
    return left;
  }

  /** Whether more is taken for now. */
  void full(boolean now) {
    full = now;
  }

  /** Whether nothing more is taken as long as this one is open. */
  synchronized boolean isHeldUpBy(long offset) {
    return full && !open.isEmpty() && open.first() == offset;
  }

  /** How many are taken from the oldest open one on. */
  synchronized long window() {
    return open.isEmpty() ? 0 : next - open.first();
  }

  /** How many are done behind the oldest open one: the queue still shows them. */
  synchronized long ahead() {
    return open.isEmpty() ? 0 : next - open.first() - open.size();
  }

  /** The offset to commit, or -1 when nothing is new. */
  synchronized long toCommit() {
    long upTo = open.isEmpty() ? next : open.first();
    return upTo > committed ? upTo : -1;
  }

  synchronized void committed(long offset) {
    committed = Math.max(committed, offset);
  }
}
