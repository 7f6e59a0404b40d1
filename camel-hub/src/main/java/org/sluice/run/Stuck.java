package org.sluice.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Trouble;
import org.sluice.event.TransId;
import org.sluice.fault.Fault;

/**
 * Finds runs of which nothing is heard: no step begins or ends, nothing is read or written. Such a
 * run is interrupted and, where that does not help, given up: its thread is left to itself, and its
 * place on the queue is free.
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

  private static final class Watched {
    private final Thread thread = Thread.currentThread();
    private final Consumer<Trouble> giveUp;
    private long interrupted;

    Watched(Consumer<Trouble> giveUp) {
      this.giveUp = giveUp;
    }
  }

  /**
   * A run begins on this thread.
   *
   * @param giveUp puts an end to it on record
   */
  void begins(Run run, Consumer<Trouble> giveUp) {
    watched.put(run, new Watched(giveUp));
  }

  /**
   * A run is over. An interruption that came late is not for what the thread does next.
   *
   * @return whether it was interrupted
   */
  boolean over(Run run) {
    Watched mine = watched.remove(run);
    boolean interrupted = mine != null && mine.interrupted != 0;
    if (interrupted) {
      Thread.interrupted();
    }
    return interrupted;
  }

  /** Looks at all of them; to be called now and then. */
  void look() {
    watched.forEach(this::look);
  }

  private void look(Run run, Watched mine) {
    if (mine.interrupted == 0) {
      if (run.silence().compareTo(limit) > 0) {
        mine.interrupted = System.nanoTime();
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
    } else if (System.nanoTime() - mine.interrupted > grace.toNanos()
        && watched.remove(run) != null) {
      run.abandon();
      TransId.saying(run.object().transId(), () -> mine.giveUp.accept(trouble(run, mine.thread)));
    }
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
