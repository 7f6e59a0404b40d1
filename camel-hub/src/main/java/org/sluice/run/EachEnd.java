package org.sluice.run;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.batch.Answer;
import org.sluice.fault.Diagnosis;

/**
 * Puts ends of runs on record together and, where that does not go for a cause that does not pass,
 * each by itself: one that MongoDB refuses has no other run done again. It is not done again
 * itself, as it would be refused again: it is parked, with the reason and without what it did.
 */
final class EachEnd {
  private static final Logger LOG = LoggerFactory.getLogger(EachEnd.class);

  private final UnaryOperator<List<Ended>> together;
  private final Consumer<Ended> only;

  /**
   * @param together puts some on record, with all that follows, and answers them as they then are;
   *     called again with the same, or with some of them
   * @param only puts one on record, without anything that follows
   */
  EachEnd(UnaryOperator<List<Ended>> together, Consumer<Ended> only) {
    this.together = together;
    this.only = only;
  }

  /**
   * @return what is on record of each
   * @throws RuntimeException any that passes by itself: all are to be handed over again
   */
  List<Answer<Ended>> write(List<Ended> told) {
    return Severally.answered(told, together, this::least);
  }

  private Answer<Ended> least(Ended one, RuntimeException why) {
    LOG.warn(
        "The end of the run of {} in {} is refused, and is kept without what it did: {}",
        one.entry().key(),
        one.entry().route(),
        why.toString());
    Ended least = one.least(why);
    try {
      return Answer.of(together.apply(List.of(least)).get(0));
    } catch (RuntimeException e) {
      return Diagnosis.passes(e) ? Answer.failed(e) : withoutMore(least, e);
    }
  }

  /** Rather without the object's status and fallbacks than again and again, before all others. */
  private Answer<Ended> withoutMore(Ended least, RuntimeException why) {
    try {
      only.accept(least);
    } catch (RuntimeException e) {
      return Answer.failed(e);
    }
    LOG.error(
        "The run of {} in {} is over, and what follows from that was not done. Replay the object"
            + " once this is mended:",
        least.entry().key(),
        least.entry().route(),
        why);
    return Answer.of(least);
  }
}
