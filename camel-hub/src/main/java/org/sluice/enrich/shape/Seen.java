package org.sluice.enrich.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sluice.run.Noted;
import org.sluice.run.RunView;

/** The records that a run has seen, the latest of them; of more the eldest are forgotten. */
final class Seen implements Noted {
  /** Bytes of objects that one weighs: parsed they take some twenty times as much. */
  private static final int WEIGHT = 6;

  /** Not worth to be asked for. */
  private static final int FEW = 1 << 13;

  /** Enough that no two records of an object meet in it by chance. */
  record Digest(long first, long second) {}

  private final Map<Digest, Boolean> latest = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;
  private final RunView run;
  private long weighed = FEW;
  private long forgotten;

  Seen(int most, RunView run) {
    this.most = most;
    this.run = run;
  }

  /** Whether it is none of those that are remembered; it is one from now on. */
  synchronized boolean isNew(Digest one) {
    if (latest.put(one, Boolean.TRUE) != null) {
      return false;
    }
    if (latest.size() > most) {
      latest.remove(latest.keySet().iterator().next());
      forgotten++;
    } else if (latest.size() > weighed) {
      // By doubling: each time the run may have to wait.
      run.remember(weighed * WEIGHT);
      weighed *= 2;
    }
    return true;
  }

  @Override
  public synchronized String note() {
    return forgotten == 0
        ? null
        : ("deduplicate-action remembers %d different records, and forgot %d, the eldest: doubles"
                + " that stand further apart are kept. Give it a larger remember if there may be"
                + " any")
            .formatted(most, forgotten);
  }
}
