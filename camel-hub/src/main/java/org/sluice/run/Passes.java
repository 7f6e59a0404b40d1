package org.sluice.run;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How far a run is through its object, and what its blocks keep from one pass to the next. */
final class Passes {
  private final Map<Object, Object> kept = new IdentityHashMap<>();
  private long before;
  private long records;
  private boolean more;

  synchronized void handsOver(long handedOver, boolean moreBehind) {
    records = handedOver;
    more = moreBehind;
  }

  synchronized long before() {
    return before;
  }

  /** Whether there is another pass, which then begins. */
  synchronized boolean next() {
    boolean another = more;
    before += records;
    records = 0;
    more = false;
    return another;
  }

  @SuppressWarnings("unchecked")
  synchronized <T> T kept(Object owner, Supplier<T> first) {
    // Not computeIfAbsent: what is made first may itself ask.
    Object there = kept.get(owner);
    if (there == null) {
      kept.put(owner, there = first.get());
    }
    return (T) there;
  }

  /** What is to be finished once the last pass is through. */
  synchronized List<Whole> wholes() {
    return kept.values().stream().filter(Whole.class::isInstance).map(Whole.class::cast).toList();
  }
}
