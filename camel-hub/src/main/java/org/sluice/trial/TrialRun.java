package org.sluice.trial;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sluice.event.LakeObject;
import org.sluice.fault.FaultException;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;
import org.sluice.run.Whole;

/** A run without a lake around it. */
public final class TrialRun implements RunView {
  private final LakeObject object;
  private final String route;
  private final long chunkBytes;
  private final List<GoldPlace> places = new ArrayList<>();
  private final List<GoldWrite> writes = new ArrayList<>();
  private final Map<Object, Object> kept = new IdentityHashMap<>();
  private final List<String> rejects = new ArrayList<>();
  private boolean skips;
  private long before;
  private long records;
  private boolean more;

  public TrialRun(LakeObject object, String route) {
    this(object, route, 1 << 20);
  }

  /** The same, of a route that goes on without records that cannot be taken. */
  public TrialRun skipping() {
    skips = true;
    return this;
  }

  @Override
  public boolean skips() {
    return skips;
  }

  @Override
  public void reject(FaultException why) {
    if (!skips) {
      throw why;
    }
    rejects.add(why.getMessage());
  }

  /** What it went on without, and why. */
  public List<String> rejects() {
    return rejects;
  }

  public TrialRun(LakeObject object, String route, long chunkBytes) {
    this.object = object;
    this.route = route;
    this.chunkBytes = chunkBytes;
  }

  @Override
  public LakeObject object() {
    return object;
  }

  @Override
  public String route() {
    return route;
  }

  @Override
  public String revision() {
    return "trial";
  }

  @Override
  public void writes(List<GoldPlace> more) {
    places.addAll(more);
  }

  /** Where it has said that it writes, each time. */
  public List<GoldPlace> places() {
    return places;
  }

  @Override
  public void wrote(GoldWrite write) {
    for (int i = 0; i < writes.size(); i++) {
      if (writes.get(i).sameAs(write)) {
        writes.set(i, writes.get(i).and(write));
        return;
      }
    }
    writes.add(write);
  }

  public List<GoldWrite> writes() {
    return writes;
  }

  @Override
  public long recordsBefore() {
    return before;
  }

  @Override
  public long chunkBytes() {
    return chunkBytes;
  }

  @Override
  public void handsOver(long handedOver, boolean moreBehind) {
    records = handedOver;
    more = moreBehind;
  }

  /** Whether there is another pass, which then begins. */
  public boolean nextPass() {
    boolean another = more;
    before += records;
    records = 0;
    more = false;
    return another;
  }

  /** Writes what is written once the last pass is through. */
  public void finish() {
    wholes().forEach(Whole::finish);
  }

  /** Lets go of what its sinks keep. */
  public void close() {
    wholes().forEach(Whole::close);
  }

  private List<Whole> wholes() {
    return kept.values().stream().filter(Whole.class::isInstance).map(Whole.class::cast).toList();
  }

  @Override
  public void hold(long bytes) {}

  @Override
  @SuppressWarnings("unchecked")
  public <T> T kept(Object owner, Supplier<T> first) {
    Object there = kept.get(owner);
    if (there == null) {
      kept.put(owner, there = first.get());
    }
    return (T) there;
  }
}
