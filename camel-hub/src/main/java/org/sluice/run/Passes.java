package org.sluice.run;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** How far a run is through its object, and what its blocks keep from one pass to the next. */
public final class Passes {
  private final Map<Object, Object> kept = new IdentityHashMap<>();
  private final List<Noted> noted = new ArrayList<>();
  private long before;
  private long records;
  private boolean more;

  /**
   * A pass begins.
   *
   * @param handedOver how many records go through the route in it
   * @param moreBehind whether there is another behind it
   */
  public synchronized void handsOver(long handedOver, boolean moreBehind) {
    records = handedOver;
    more = moreBehind;
  }

  /** How many records went through the route in the passes before. */
  public synchronized long before() {
    return before;
  }

  /** Whether there is another pass, which then begins. */
  public synchronized boolean next() {
    boolean another = more;
    before += records;
    records = 0;
    more = false;
    return another;
  }

  /** What a block keeps from one pass to the next; made at the first. */
  @SuppressWarnings("unchecked")
  public synchronized <T> T kept(Object owner, Supplier<T> first) {
    // Not computeIfAbsent: what is made first may itself ask.
    Object there = kept.get(owner);
    if (there == null) {
      kept.put(owner, there = first.get());
      if (there instanceof Noted one) {
        noted.add(one);
      }
    }
    return (T) there;
  }

  /** What is to be told of what blocks counted, in the order in which they began. */
  public synchronized List<String> notes() {
    return noted.stream().map(Noted::note).filter(Objects::nonNull).toList();
  }

  /** What is to be finished once the last pass is through. */
  public synchronized List<Whole> wholes() {
    return kept.values().stream().filter(Whole.class::isInstance).map(Whole.class::cast).toList();
  }

  /** Lets go of what its blocks keep. */
  public synchronized void close() {
    kept.values().stream()
        .filter(Kept.class::isInstance)
        .map(Kept.class::cast)
        .forEach(Kept::close);
  }
}
