package org.sluice.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RunnableFuture;
import java.util.function.Supplier;
import org.sluice.event.LakeObject;
import org.sluice.fault.FaultException;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.Passes;
import org.sluice.run.RunView;
import org.sluice.run.Whole;
import org.sluice.run.Writes;

/** A run without a lake around it. */
public final class TrialRun implements RunView {
  private final LakeObject object;
  private final String route;
  private final long chunkBytes;
  private final List<GoldPlace> places = new ArrayList<>();
  private final Writes writes = new Writes();
  private final Passes passes = new Passes();
  private final List<String> rejects = new ArrayList<>();
  private boolean skips;
  private long remembered;
  private int parts = 1;
  private Executor beside = Runnable::run;

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
    writes.add(write);
  }

  public List<GoldWrite> writes() {
    return writes.all();
  }

  @Override
  public long recordsBefore() {
    return passes.before();
  }

  @Override
  public long chunkBytes() {
    return chunkBytes;
  }

  /**
   * The same, of an object that is large enough to be read in parts side by side.
   *
   * @param most how many are held at a time
   * @param threads on which they are read
   */
  public TrialRun inParts(int most, Executor threads) {
    parts = most;
    beside = threads;
    return this;
  }

  @Override
  public int parts() {
    return parts;
  }

  @Override
  public void beside(RunnableFuture<?> work) {
    beside.execute(work);
  }

  @Override
  public void handsOver(long handedOver, boolean moreBehind) {
    passes.handsOver(handedOver, moreBehind);
  }

  /** Whether there is another pass, which then begins. */
  public boolean nextPass() {
    return passes.next();
  }

  /** What its blocks counted, a sentence each. */
  public List<String> notes() {
    return passes.notes();
  }

  /** Writes what is written once the last pass is through. */
  public void finish() {
    passes.wholes().forEach(Whole::finish);
  }

  /** Lets go of what its blocks and sinks keep. */
  public void close() {
    passes.close();
  }

  @Override
  public void hold(long bytes) {}

  @Override
  public void remember(long bytes) {
    remembered += bytes;
  }

  /** What its blocks asked for to remember, in bytes. */
  public long remembered() {
    return remembered;
  }

  @Override
  public <T> T kept(Object owner, Supplier<T> first) {
    return passes.kept(owner, first);
  }
}
