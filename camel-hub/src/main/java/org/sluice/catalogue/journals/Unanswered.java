package org.sluice.catalogue.journals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of journals that nothing stands for: a change that they told of may have reached nobody.
 */
public final class Unanswered {
  /** There are none. */
  public static final Unanswered NONE = new Unanswered(List.of());

  private final List<Lack> lacks;

  /**
   * What one journal lacks.
   *
   * @param earlier how many were lost of which the numbers are no longer kept; 0 where those are
   *     answered
   */
  record Lack(String proxy, String epoch, Ranges numbers, long earlier) {
    private static final Lack NOTHING = new Lack(null, null, new Ranges(), 0);

    boolean isEmpty() {
      return numbers.isEmpty() && earlier == 0;
    }

    private boolean isWithin(Lack other) {
      return earlier <= other.earlier && numbers.minus(other.numbers).isEmpty();
    }
  }

  Unanswered(List<Lack> lacks) {
    this.lacks = lacks;
  }

  List<Lack> lacks() {
    return lacks;
  }

  public boolean isEmpty() {
    return lacks.isEmpty();
  }

  /** Whether all of these are among others. */
  public boolean isWithin(Unanswered others) {
    Map<String, Lack> known = new HashMap<>();
    others.lacks.forEach(lack -> known.put(Coverage.id(lack.proxy, lack.epoch), lack));
    return lacks.stream()
        .allMatch(
            lack ->
                lack.isWithin(
                    known.getOrDefault(Coverage.id(lack.proxy, lack.epoch), Lack.NOTHING)));
  }
}
