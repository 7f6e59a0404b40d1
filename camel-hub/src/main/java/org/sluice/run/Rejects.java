package org.sluice.run;

import java.util.ArrayList;
import java.util.List;
import org.sluice.catalogue.Rejected;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;

/** Records that a run went on without: how many, and the first of them. */
final class Rejects {
  private static final int KEPT = 1000;

  private final List<Rejected> first = new ArrayList<>();
  private long count;

  synchronized void add(FaultException why) {
    count++;
    if (first.size() < KEPT) {
      first.add(new Rejected(why.fault().code(), Diagnosis.kept(why.getMessage())));
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<Rejected> first() {
    return List.copyOf(first);
  }
}
