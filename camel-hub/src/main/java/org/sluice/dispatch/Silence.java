package org.sluice.dispatch;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Swift's silence. A question may hang for half a minute, and a batch has many: one that hung tells
 * that Swift is best left alone for a while by who must not be held up.
 */
final class Silence {
  private static final Logger LOG = LoggerFactory.getLogger(Silence.class);

  /** What fails at once holds up nobody: it may be one object's fault alone. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  private static final Duration LASTS = Duration.ofSeconds(30);

  /** Longer than some questions that hang, one after the other, take. */
  private static final Duration LATELY = Duration.ofMinutes(10);

  private final LongSupplier nanos;
  private volatile Long since;
  private volatile Long answered;

  /**
   * @param nanos tells the time, as {@link System#nanoTime} does
   */
  Silence(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether a question hung a short time ago, and none was answered since. */
  boolean lasts() {
    Long began = since;
    return began != null && nanos.getAsLong() - began < LASTS.toNanos();
  }

  /** Whether a question was answered a short time ago. */
  boolean brokenLately() {
    Long last = answered;
    return last != null && nanos.getAsLong() - last < LATELY.toNanos();
  }

  /** The questions of one batch. */
  Asking asking() {
    return new Asking();
  }

  /** One batch's questions: once Swift did not answer, the others are not to be asked. */
  final class Asking {
    private boolean answers = true;
    private boolean hung;

    /** Whether there is a point in asking. */
    boolean answers() {
      return answers;
    }

    /** Whether a question hung. */
    boolean hung() {
      return hung;
    }

    /**
     * Asks.
     *
     * @throws FaultException what the question throws
     */
    <T> T ask(Supplier<T> question) {
      long began = nanos.getAsLong();
      try {
        T answer = question.get();
        since = null;
        answered = nanos.getAsLong();
        return answer;
      } catch (FaultException e) {
        if (e.fault() == Fault.SWIFT_UNREACHABLE) {
          answers = false;
          long now = nanos.getAsLong();
          if (now - began >= SLOW.toNanos()) {
            if (!lasts()) {
              LOG.warn(
                  "Swift left a question hanging: events that it is to be asked of wait in"
                      + " log.waiting, and the dispatcher asks nothing for {} s",
                  LASTS.toSeconds());
            }
            hung = true;
            since = now;
          }
        }
        throw e;
      }
    }

    /** None of the batch is asked. */
    Asking none() {
      answers = false;
      return this;
    }
  }
}
