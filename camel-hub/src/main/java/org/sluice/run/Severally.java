package org.sluice.run;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sluice.batch.Answer;
import org.sluice.dispatch.OneByOne;

/** Does for many at once what each is answered by itself: one that does not go spoils no other. */
final class Severally {
  private Severally() {}

  /** The same, where one that does not go is answered with why. */
  static <T, R> List<Answer<R>> answered(List<T> all, Function<List<T>, List<R>> together) {
    return answered(all, together, (one, why) -> Answer.failed(why));
  }

  /**
   * @param together answers some, in their order; called again with the same, or with some of them
   * @param alone answers one that does not go for a cause that does not pass by itself
   * @return answers in the order of what was asked
   * @throws RuntimeException any that passes by itself: all are to be handed over again
   */
  static <T, R> List<Answer<R>> answered(
      List<T> all,
      Function<List<T>, List<R>> together,
      BiFunction<T, RuntimeException, Answer<R>> alone) {
    Map<T, Answer<R>> answers = new IdentityHashMap<>();
    OneByOne.each(
        all,
        some -> {
          List<R> answered = together.apply(some);
          for (int i = 0; i < some.size(); i++) {
            answers.put(some.get(i), Answer.of(answered.get(i)));
          }
        },
        (one, why) -> answers.put(one, alone.apply(one, why)));
    return all.stream().map(answers::get).toList();
  }
}
