package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RunnableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.Trouble;
import org.sluice.event.LakeObject;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;

/** One attempt of a run while it goes. Steps may report from several threads. */
final class Run implements RunView {
  /** Failures kept of one attempt; a route that repeats a failing step has no use for more. */
  private static final int FAILURES = 100;

  private final LakeObject object;
  private final String route;
  private final String revision;
  private final int attempt;
  private final Instant started = Instant.now();
  private final Predicate<List<GoldPlace>> gate;
  private final Places places;
  private final Set<String> gone = new TreeSet<>();
  private final Portions portions;
  private final Credit.Share share;
  private final Passes passes = new Passes();
  private final Map<String, Operation> succeeded = new LinkedHashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final Writes writes = new Writes();
  private final boolean skips;
  private final Rejects rejects = new Rejects();
  private Throwable inner;
  private volatile long sign = System.nanoTime();
  private volatile boolean abandoned;

  /**
   * @param gate whether the run may write, being told of the places that it has not named before
   * @param skips whether it goes on without records that cannot be taken
   * @param earlier places that earlier attempts of this version and revision named
   */
  Run(
      LakeObject object,
      String route,
      String revision,
      int attempt,
      Predicate<List<GoldPlace>> gate,
      boolean skips,
      List<GoldPlace> earlier,
      Portions portions,
      Credit.Share share) {
    this.object = object;
    this.route = route;
    this.revision = revision;
    this.attempt = attempt;
    this.gate = gate;
    this.skips = skips;
    this.places = new Places(earlier);
    this.portions = portions;
    this.share = share;
  }

  /** How long nothing was heard of it. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - sign);
  }

  /** Something is heard of it. */
  void stir() {
    sign = System.nanoTime();
  }

  /** From now on it writes nothing more. */
  void abandon() {
    abandoned = true;
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
    return revision;
  }

  @Override
  public void writes(List<GoldPlace> more) {
    stir();
    if (abandoned) {
      throw new SupersededException("The run was given up");
    }
    if (!gate.test(places.add(more))) {
      throw new SupersededException("A newer version of " + object.key() + " came");
    }
  }

  @Override
  public void wrote(GoldWrite write) {
    stir();
    writes.add(write);
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
    rejects.add(why);
  }

  /** Records that it went on without. */
  Rejects rejects() {
    return rejects;
  }

  /** Where it has said that it writes. */
  List<GoldPlace> places() {
    return places.all();
  }

  /** How many records it brought to a place, those included that were refused there. */
  long records(GoldPlace place) {
    return writes.records(place);
  }

  /** A service that holds nothing of the object any more. */
  synchronized void gone(String service) {
    gone.add(service);
  }

  synchronized List<String> goneServices() {
    List<String> still = writes().stream().map(GoldWrite::service).toList();
    return gone.stream().filter(service -> !still.contains(service)).toList();
  }

  @Override
  public long recordsBefore() {
    return passes.before();
  }

  @Override
  public long chunkBytes() {
    return portions.chunkBytes();
  }

  @Override
  public int parts() {
    return portions.parts(object.size(), share.most());
  }

  @Override
  public void beside(RunnableFuture<?> work) {
    portions.beside(work);
  }

  @Override
  public void handsOver(long records, boolean more) {
    stir();
    passes.handsOver(records, more);
  }

  @Override
  public void hold(long bytes) {
    share.hold(bytes);
    stir();
  }

  @Override
  public void remember(long bytes) {
    share.remember(bytes);
    stir();
  }

  @Override
  public <T> T kept(Object owner, Supplier<T> first) {
    return passes.kept(owner, first);
  }

  /** What its blocks counted, a sentence each. */
  List<String> notes() {
    return passes.notes();
  }

  /** Whether the object is to go through the route once more. */
  boolean nextPass() {
    return passes.next();
  }

  /** Writes what is written once the last pass is through. */
  void finish() {
    for (Whole whole : passes.wholes()) {
      Instant from = Instant.now();
      long nanos = System.nanoTime();
      RuntimeException failure = null;
      begin();
      try {
        whole.finish();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      } finally {
        done(whole.step(), from, (System.nanoTime() - nanos) / 1e6, failure);
      }
    }
  }

  /** Lets go of what its blocks and sinks keep. */
  void close() {
    passes.close();
  }

  Instant started() {
    return started;
  }

  int attempt() {
    return attempt;
  }

  /** A step inside a block begins: failures before it are not its own. */
  synchronized void begin() {
    stir();
    inner = null;
  }

  /** A node inside a block failed, whether or not the block handles it. */
  synchronized void failedInside(Throwable cause) {
    if (inner == null) {
      inner = cause;
    }
  }

  synchronized void done(String step, Instant started, double millis, Throwable failure) {
    stir();
    Throwable cause = failure == null ? inner : failure;
    inner = null;
    if (cause == null) {
      succeeded.merge(
          step,
          new Operation(step, revision, Operation.SUCCEEDED, started, millis, attempt, 1, null),
          Run::repeated);
      return;
    }
    DeclinedException declined = Diagnosis.find(cause, DeclinedException.class);
    SupersededException superseded = Diagnosis.find(cause, SupersededException.class);
    if (declined != null || superseded != null) {
      operations.add(
          new Operation(step, revision, Operation.DECLINED, started, millis, attempt, 1, null));
    } else if (operations.size() < FAILURES) {
      Trouble trouble = Trouble.of(cause);
      operations.add(
          new Operation(step, revision, Operation.FAILED, started, millis, attempt, 1, trouble));
    }
  }

  private static Operation repeated(Operation first, Operation again) {
    return new Operation(
        first.step(),
        first.revision(),
        first.outcome(),
        first.started(),
        first.durationMs() + again.durationMs(),
        first.attempt(),
        first.count() + 1,
        null);
  }

  /** What was done, in the order in which it began. */
  synchronized List<Operation> operations() {
    List<Operation> all = new ArrayList<>(succeeded.values());
    all.addAll(operations);
    all.sort(java.util.Comparator.comparing(Operation::started));
    return all;
  }

  List<GoldWrite> writes() {
    return writes.all();
  }
}
