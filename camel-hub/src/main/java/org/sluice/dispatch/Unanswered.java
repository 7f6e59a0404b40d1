package org.sluice.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.event.ObjectEvent;
import org.sluice.event.TransId;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;

/** What is done about an event that Swift was asked for in vain. */
final class Unanswered {
  private static final Logger LOG = LoggerFactory.getLogger(Unanswered.class);

  /** An event that fails for so long while Swift answers for others does not pass by itself. */
  private static final Duration ALONE = Duration.ofHours(1);

  private static final Duration SAID_AGAIN = Duration.ofMinutes(10);

  private final Silence silence;
  private volatile Instant said = Instant.MIN;

  Unanswered(Silence silence) {
    this.silence = silence;
  }

  /** Whether it is to wait: what it meets passes by itself. */
  boolean waits(Registry.Incoming incoming, FaultException why) {
    Instant now = Instant.now();
    Instant since = incoming.since();
    boolean alone = since != null && since.plus(ALONE).isBefore(now) && silence.brokenLately();
    if (!Diagnosis.passes(why) || alone) {
      return false;
    }
    // Once of each event; of those that wait on, now and then of one.
    if (since == null) {
      say(incoming.event(), now, why);
    } else if (said.isBefore(now.minus(SAID_AGAIN))) {
      said = now;
      say(incoming.event(), since, why);
    }
    return true;
  }

  private static void say(ObjectEvent event, Instant since, FaultException why) {
    TransId.saying(
        event.transId(),
        () -> LOG.warn("{} waits for Swift since {}: {}", event.key(), since, why.getMessage()));
  }

  /** Says that an event is registered as its name tells. */
  void goesOn(ObjectEvent event, FaultException why) {
    TransId.saying(
        event.transId(),
        () ->
            LOG.warn(
                "{} is registered as {}, as its name says, for Swift does not show its bytes: {}",
                event.key(),
                event.contentType(),
                why.getMessage()));
  }
}
