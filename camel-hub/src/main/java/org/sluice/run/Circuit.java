package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sluice.catalogue.Trouble;
import org.sluice.fault.FaultKind;

/**
 * Keeps a route's queue waiting while what the route needs is down. It opens after some faults in a
 * row that pass by themselves, or at the first that an operator must mend; then one run at a time
 * tries, with growing pauses. The first that goes through closes it, and so does the end of all
 * that waits: what is declined, overtaken or left to another hub waits for nothing.
 */
final class Circuit {
  /** Faults in a row. */
  private static final int OPENS_AFTER = 5;

  /** So many objects that failed are proof that it is not the objects. */
  private static final int PROOF = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /**
   * Why a queue waits.
   *
   * @param since when it began to
   * @param next when the next run may try
   */
  record Open(Instant since, Trouble trouble, Instant next) {}

  private final Duration longestPause;
  private final Map<String, Lonely> lonely = new HashMap<>();
  private final Set<String> failed = new HashSet<>();

  /** Objects for which their partitions wait. */
  private final Set<String> holding = new HashSet<>();

  private long successes;
  private int inARow;
  private Open open;
  private Duration pause = FIRST_PAUSE;
  private Instant fresh = Instant.MIN;

  /** The object whose run tries while the circuit is open; null for none. */
  private String probing;

  /**
   * @param longestPause to which the pauses between two tries grow
   */
  Circuit(Duration longestPause) {
    this.longestPause = longestPause;
  }

  /** Failures of an object while others of its route went through. */
  private record Lonely(int failures, long successes) {
    Lonely after(long now, boolean counts) {
      return now == successes && !counts ? this : new Lonely(failures + 1, now);
    }
  }

  /** A partition takes nothing more before this object is done: what is behind it went through. */
  synchronized void holdsUp(String key) {
    holding.add(key);
  }

  /**
   * What holds up a partition fails alone also once nothing else is left that could go through,
   * unless so many fail that it is not the objects.
   */
  private boolean counts(String key) {
    return holding.contains(key) && failed.size() < PROOF;
  }

  /** Null while runs are let through. */
  synchronized Open open() {
    return open;
  }

  /**
   * The one of these objects whose run may start now; null where none may. While the circuit is
   * open an object that has not failed goes first as long as it may be the objects that are at
   * fault: one bad object must not keep the others waiting.
   */
  synchronized String admit(Iterable<String> ready, Instant now) {
    String first = null;
    for (String key : ready) {
      if (open == null) {
        return key;
      }
      if (probing != null) {
        return null;
      }
      first = first == null ? key : first;
      if (failed.size() >= PROOF) {
        break;
      }
      if (!failed.contains(key) && !now.isBefore(fresh)) {
        return probe(key);
      }
    }
    return first == null || now.isBefore(open.next()) ? null : probe(first);
  }

  private String probe(String key) {
    probing = key;
    return key;
  }

  /** How long until a run may try; null where one tries now or all may. */
  synchronized Duration wait(Instant now) {
    if (open == null || probing != null) {
      return null;
    }
    boolean soon = failed.size() < PROOF && fresh.isBefore(open.next());
    Duration left = Duration.between(now, soon && now.isBefore(fresh) ? fresh : open.next());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** An attempt is over. */
  synchronized void ended(String key, Outcome outcome, Instant now) {
    if (key.equals(probing)) {
      probing = null;
    }
    if (outcome.trouble() != null) {
      fail(key, outcome, now);
      return;
    }
    if (outcome.again() == null) {
      forget(key);
    }
    if (outcome.proves()) {
      successes++;
      close();
    }
  }

  /** Nothing of the route is left in this hub that could wait. */
  synchronized void idle() {
    close();
  }

  private void close() {
    inARow = 0;
    open = null;
    pause = FIRST_PAUSE;
    failed.clear();
  }

  private void fail(String key, Outcome outcome, Instant now) {
    Trouble trouble = outcome.trouble();
    if (outcome.again() == null) {
      forget(key);
    } else {
      boolean counts = counts(key);
      lonely.merge(
          key, new Lonely(1, successes), (before, first) -> before.after(successes, counts));
    }
    failed.add(key);
    inARow++;
    boolean operators = trouble.kind().equals(FaultKind.OPERATOR.text());
    if (open == null && inARow < OPENS_AFTER && !operators) {
      return;
    }
    open = new Open(open == null ? now : open.since(), trouble, now.plus(pause));
    fresh = now.plus(FIRST_PAUSE);
    pause = pause.multipliedBy(2);
    pause = pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }

  /** The object's runs are over here, or another hub's. */
  synchronized void forget(String key) {
    lonely.remove(key);
    holding.remove(key);
  }

  /**
   * How often an object that fails once more has failed then, others of the route having gone
   * through in between, or its partition waiting for it.
   */
  synchronized int failuresAlone(String key) {
    Lonely one = lonely.get(key);
    return one == null ? 1 : one.after(successes, counts(key)).failures();
  }
}
