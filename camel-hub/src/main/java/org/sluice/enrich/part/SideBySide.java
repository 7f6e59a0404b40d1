package org.sluice.enrich.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.sluice.enrich.PassedOver;
import org.sluice.enrich.Records;
import org.sluice.enrich.value.OddTimes;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;

/**
 * Reads parts of a large object side by side, on other threads, while those before them go through
 * the route; hands them over in their order. So nothing behind it shows whether an object was cut.
 *
 * <p>What goes on beside the run is tried only: a part in which anything is not as it should be is
 * read once more when its turn comes, by the run itself, which then knows how many records stand
 * before it. From where that does not do, or no record's end is found, the rest is read in one.
 */
public final class SideBySide implements Records {
  /** A part that is read beside the run; null comes of one in which something is wrong. */
  private record Ahead(Part part, FutureTask<Found> work) {}

  /** What a part holds. */
  private record Found(List<Map<String, Object>> records, PassedOver passedOver, OddTimes odd) {}

  private static final long LARGEST = 64 << 20;

  private final Cuttable form;
  private final Cutter cutter;
  private final RunView run;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private long records;
  private long passed;
  private PassedOver passedOver = PassedOver.NOTHING;
  private final OddTimes odd = new OddTimes();
  private boolean over;
  private FaultException broken;
  private Records inOne;

  private SideBySide(Cuttable form, Cutter cutter, RunView run) {
    this.form = form;
    this.cutter = cutter;
    this.run = run;
  }

  /** Begins to read an object; in one, where it is not large or cannot be cut. */
  public static Records of(Cuttable form, InputStream bytes, RunView run) throws IOException {
    if (run.parts() < 2) {
      return form.open(bytes, Start.OBJECT, run::reject);
    }
    run.hold(run.parts() * run.chunkBytes());
    Cutter cutter = new Cutter(bytes, (int) Math.min(run.chunkBytes(), LARGEST));
    Ends ends = form.ends(cutter.beginning());
    if (ends == null) {
      return form.open(cutter.left(), Start.OBJECT, run::reject);
    }
    cutter.at(ends);
    return new SideBySide(form, cutter, run);
  }

  @Override
  public boolean more() {
    return inOne == null ? !over : inOne.more();
  }

  @Override
  public List<Map<String, Object>> next(long bytes) throws IOException {
    if (inOne != null) {
      return inOne.next(bytes);
    }
    fill();
    Ahead head = ahead.poll();
    if (head == null && broken != null) {
      throw broken;
    }
    if (head == null || !head.part().whole()) {
      return inOne(head, bytes);
    }
    Found found = found(head);
    if (found == null) {
      found = again(head.part());
    }
    if (found == null) {
      return inOne(head, bytes);
    }
    records += found.records().size();
    passedOver = passedOver.and(found.passedOver());
    odd.add(found.odd());
    // Those behind it are read while these go through the route.
    fill();
    over = ahead.isEmpty() && broken == null;
    return found.records();
  }

  @Override
  public PassedOver passedOver() {
    return inOne == null ? passedOver : passedOver.and(inOne.passedOver());
  }

  @Override
  public void tell(OddTimes all) {
    all.add(odd);
    if (inOne != null) {
      inOne.tell(all);
    }
  }

  /** One less than may be held: the one that is handed over is the other. */
  private void fill() throws IOException {
    while (ahead.size() < run.parts() - 1 && broken == null && !isWholeRead()) {
      Part part;
      try {
        part = cutter.next();
      } catch (FaultException e) {
        // Its turn comes behind the parts that were read.
        broken = e;
        return;
      }
      if (part == null) {
        return;
      }
      FutureTask<Found> work = new FutureTask<>(() -> tried(part));
      ahead.addLast(new Ahead(part, work));
      if (part.whole()) {
        run.beside(work);
      }
    }
  }

  private boolean isWholeRead() {
    return !ahead.isEmpty() && (ahead.peekLast().part().last() || !ahead.peekLast().part().whole());
  }

  private Found tried(Part part) {
    try {
      return all(
          form.open(
              part.stream(),
              part.start(0, 0, part.last()),
              why -> {
                throw why;
              }));
    } catch (RuntimeException | IOException e) {
      return null;
    }
  }

  private Found found(Ahead head) throws InterruptedIOException {
    try {
      // Where nobody has begun with it yet, this thread does it.
      head.work().run();
      return head.work().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a part of the object was read");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A part of the object could not be read", e.getCause());
    }
  }

  /**
   * Reads a part of which some records cannot be taken.
   *
   * @return null where something else is wrong: that is said as of an object that is read in one
   */
  private Found again(Part part) throws IOException {
    if (!run.skips()) {
      return null;
    }
    List<FaultException> without = new ArrayList<>();
    try {
      Start start = part.start(records, passed, part.last());
      Found found = all(form.open(part.stream(), start, without::add));
      without.forEach(run::reject);
      passed += without.size();
      return found;
    } catch (FaultException | DeclinedException e) {
      return null;
    }
  }

  private static Found all(Records reader) throws IOException {
    List<Map<String, Object>> all = reader.next(Integer.MAX_VALUE);
    if (reader.more()) {
      all = new ArrayList<>(all);
    }
    while (reader.more()) {
      all.addAll(reader.next(Integer.MAX_VALUE));
    }
    OddTimes odd = new OddTimes();
    reader.tell(odd);
    return new Found(all, reader.passedOver(), odd);
  }

  /** Where the run ends before its object does, nobody waits for these parts any more. */
  @Override
  public void close() {
    ahead.forEach(each -> each.work().cancel(false));
    ahead.clear();
  }

  /** From a part on reads all that is left as one that was never cut. */
  private List<Map<String, Object>> inOne(Ahead head, long bytes) throws IOException {
    Start start = head == null ? Start.OBJECT : head.part().start(records, passed, true);
    List<InputStream> left = new ArrayList<>();
    if (head != null) {
      left.add(head.part().stream());
    }
    ahead.forEach(each -> left.add(each.part().stream()));
    close();
    left.add(broken == null ? cutter.left() : new Broken(broken));
    inOne = form.open(new SequenceInputStream(Collections.enumeration(left)), start, run::reject);
    return inOne.next(bytes);
  }
}
