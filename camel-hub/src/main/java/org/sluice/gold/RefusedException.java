package org.sluice.gold;

import java.util.List;
import org.sluice.fault.FaultException;
import org.sluice.run.RunView;

/** Records of a run that the database refused, when all others were written. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One of them.
   *
   * @param position among what was handed over, from 0
   */
  public record Refused(int position, FaultException reason) {}

  private final transient List<Refused> refused;
  private final int all;

  /**
   * @param all how many records were handed over
   */
  public RefusedException(List<Refused> refused, int all) {
    super(refused.get(0).reason().getMessage(), refused.get(0).reason(), false, false);
    this.refused = List.copyOf(refused);
    this.all = all;
  }

  /** Where they stood among what was handed over, from 0. */
  public List<Integer> positions() {
    return refused.stream().map(Refused::position).toList();
  }

  /**
   * Tells the run of each.
   *
   * @throws FaultException where the route does not go on without them
   */
  public void reject(RunView run) {
    if (!run.skips()) {
      throw fault(run.recordsBefore());
    }
    for (Refused one : refused) {
      run.reject(
          new FaultException(
              one.reason().fault(),
              named(one, run.recordsBefore()) + one.reason().getMessage(),
              one.reason()));
    }
  }

  /**
   * As the run's fault.
   *
   * @param before records of the object that were handed over before these
   */
  FaultException fault(long before) {
    Refused first = refused.get(0);
    return new FaultException(
        first.reason().fault(),
        named(first, before)
            + first.reason().getMessage()
            + (refused.size() == 1
                ? ""
                : " (and " + (refused.size() - 1) + " more of these " + all + ")"),
        first.reason());
  }

  private String named(Refused one, long before) {
    return all == 1 && before == 0 ? "" : "Record " + (before + one.position() + 1) + ": ";
  }
}
