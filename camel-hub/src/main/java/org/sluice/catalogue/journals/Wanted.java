package org.sluice.catalogue.journals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.event.JournalRange;

/**
 * The ranges that shippers are to be asked for now. Looked up in the background, so that who
 * answers a shipper never waits for MongoDB; without MongoDB nothing is asked for.
 */
public final class Wanted implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Wanted.class);
  private static final long LOOK_MILLIS = 1000;
  private static final int MOST_AT_ONCE = 100;

  /** A shipper tells of a journal for a day; what is older is history. */
  private static final Duration RECENT = Duration.ofDays(1);

  private final Journals journals;
  private final Duration grace;
  private final Duration pause;
  private final int tries;
  private final Map<JournalRange, Instant> given = new ConcurrentHashMap<>();
  private volatile Set<JournalRange> wanted = Set.of();
  private volatile Amiss amiss = new Amiss(0, 0);
  private volatile boolean stopping;
  private boolean failing;

  /**
   * @param grace how old a gap is before it is asked for
   * @param pause between two times that a range is asked for
   * @param tries how often a range is asked for without an answer
   */
  public Wanted(Journals journals, Duration grace, Duration pause, int tries) {
    this.journals = journals;
    this.grace = grace;
    this.pause = pause;
    this.tries = tries;
  }

  @Override
  public void run() {
    while (!stopping) {
      turn(Instant.now());
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * What to ask the shippers of these proxies for. Each range is handed out once, and again after a
   * pause if it has not come. Answers at once.
   */
  public List<JournalRange> of(Set<String> proxies) {
    List<JournalRange> now = new ArrayList<>();
    for (JournalRange range : wanted) {
      if (now.size() < MOST_AT_ONCE && proxies.contains(range.proxy()) && wanted.remove(range)) {
        given.put(range, Instant.now());
        now.add(range);
      }
    }
    return now;
  }

  void turn(Instant now) {
    try {
      look(now);
      failing = false;
    } catch (RuntimeException e) {
      wanted = Set.of();
      if (!failing) {
        LOG.warn(
            "Journals are not asked for what is missing until MongoDB answers: {}", e.toString());
      }
      failing = true;
    }
  }

  private void look(Instant now) {
    for (Map.Entry<JournalRange, Instant> one : given.entrySet()) {
      journals.given(one.getKey(), one.getValue());
      given.remove(one.getKey(), one.getValue());
    }
    Set<JournalRange> due = ConcurrentHashMap.newKeySet();
    List<Coverage> lately = new ArrayList<>();
    for (Coverage known : journals.unwhole()) {
      Coverage coverage =
          known.unasked(now, grace).isEmpty() ? known : journals.askForGaps(known, now, grace);
      for (Ask ask : coverage.asks()) {
        JournalRange range =
            new JournalRange(coverage.proxy(), coverage.epoch(), ask.from(), ask.to());
        if (ask.due(now, pause, tries) && !given.containsKey(range)) {
          due.add(range);
        }
      }
      if (coverage.heardSince(now.minus(RECENT))) {
        lately.add(coverage);
      }
    }
    wanted = due;
    amiss = amiss(lately, now);
  }

  /** What reconciliation has answered is amiss no longer. */
  private Amiss amiss(List<Coverage> lately, Instant now) {
    long missing = 0;
    long lost = 0;
    for (Coverage coverage : lately) {
      lost += coverage.openLosses();
      missing += coverage.openGaps(now, grace).size();
    }
    return new Amiss(missing, lost);
  }

  /**
   * How many changes are missing in journals heard of lately, and how many are lost; those left out
   * that comparing all containers has answered.
   */
  public record Amiss(long missing, long lost) {}

  public Amiss amiss() {
    return amiss;
  }

  /** What is missing of journals heard of lately. */
  public Optional<String> complaint() {
    Amiss now = amiss;
    return now.missing() + now.lost() == 0
        ? Optional.empty()
        : Optional.of(
            now.missing()
                + " changes missing and "
                + now.lost()
                + " lost in journals: ./sluice journals");
  }

  public void stop() {
    stopping = true;
  }
}
