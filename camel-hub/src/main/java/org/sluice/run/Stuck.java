package org.sluice.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.batch.Waits;
import org.sluice.catalogue.Trouble;
import org.sluice.event.TransId;
import org.sluice.fault.Fault;

/**
 * Finds runs of which nothing is heard: no step begins or ends, nothing is read or written. One
 * that waits for another's write, or for the memory that others hold, is heard of as long as those
 * are. A run that is silent is interrupted and, where that does not help, given up: its thread is
 * left to itself, and its place on the queue is free.
 */
final class Stuck {
  private static final Logger LOG = LoggerFactory.getLogger(Stuck.class);
  private static final int TRACE_LINES = 60;

  private final Duration limit;
  private final Duration grace;
  private final Map<Run, Watched> watched = new ConcurrentHashMap<>();

  /**
   * @param limit how long nothing may be heard of a run
   * @param grace how long it then has to end by itself
   */
  Stuck(Duration limit, Duration grace) {
    this.limit = limit;
    this.grace = grace;
  }

  /** A run that is at it. Whoever ends it first, its thread or who gives it up, has the say. */
  private static final class Watched {
    private final Thread thread = Thread.currentThread();
    private final Consumer<Trouble> giveUp;
    private boolean over;
    private boolean interrupted;
    private long interruptedAt;

    Watched(Consumer<Trouble> giveUp) {
      this.giveUp = giveUp;
    }
  }

  /**
   * What a run's work came to.
   *
   * @param failure null where it went through
   * @param interrupted whether it was interrupted, as nothing was heard of it
   */
  record Came(Throwable failure, boolean interrupted) {}

  /**
   * Does a run's work on this thread.
   *
   * @param giveUp puts an end to the run on record and must not throw: from then on it has the say
   *     of what comes of the run
   * @param work answers what it failed with, or throws it
   * @return null where the run was given up meanwhile, whatever came of its work
   */
  Came during(Run run, Consumer<Trouble> giveUp, Supplier<Throwable> work) {
    Watched mine = new Watched(giveUp);
    watched.put(run, mine);
    Throwable failure;
    try {
      failure = work.get();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    return over(run, mine) ? new Came(failure, mine.interrupted) : null;
  }

  /**
   * A run's work is over. An interruption that came late is not for what the thread does next.
   *
   * @return false where the run was given up before
   */
  private boolean over(Run run, Watched mine) {
    watched.remove(run);
    synchronized (mine) {
      if (mine.interrupted) {
        Thread.interrupted();
      }
      boolean first = !mine.over;
      mine.over = true;
      return first;
    }
  }

  /** Looks at all of them; to be called now and then. */
  void look() {
    watched.forEach(this::look);
  }

  private void look(Run run, Watched mine) {
    synchronized (mine) {
      if (mine.over) {
        return;
      }
      if (!mine.interrupted) {
        interruptIfSilent(run, mine);
        return;
      }
      if (System.nanoTime() - mine.interruptedAt <= grace.toNanos()) {
        return;
      }
      mine.over = true;
    }
    watched.remove(run);
    run.abandon();
    TransId.saying(run.object().transId(), () -> mine.giveUp.accept(trouble(run, mine.thread)));
  }

  private void interruptIfSilent(Run run, Watched mine) {
    Duration others = Waits.silence(mine.thread);
    if (others != null && others.compareTo(limit) <= 0) {
      // Of those for whom it waits: if they are stuck, they are given up before it is.
      run.stir();
      return;
    }
    if (run.silence().compareTo(limit) <= 0) {
      return;
    }
    mine.interrupted = true;
    mine.interruptedAt = System.nanoTime();
    TransId.saying(
        run.object().transId(),
        () ->
            LOG.warn(
                "Nothing is heard of the run of {} in {} for {}: it is interrupted",
                run.object().key(),
                run.route(),
                limit));
    mine.thread.interrupt();
  }

  private Trouble trouble(Run run, Thread thread) {
    StringBuilder trace = new StringBuilder();
    StackTraceElement[] stack = thread.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, TRACE_LINES); i++) {
      trace.append("at ").append(stack[i]).append('\n');
    }
    return new Trouble(
        Fault.RUN_STUCK.code(),
        Fault.RUN_STUCK.kind().text(),
        "Nothing was heard of the run for "
            + run.silence().toSeconds()
            + " s, and it did not end when it was interrupted.",
        Fault.RUN_STUCK.hint(),
        trace.toString());
  }
}
