package org.sluice.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.check.Finding;
import org.sluice.check.RouteText;
import org.sluice.dispatch.RouteTable;
import org.sluice.live.agreed.Agreement;
import org.sluice.live.agreed.LakeSet;
import org.sluice.live.agreed.Unfit;

/**
 * The routes of the folder, running. Files that come, change or go are taken while the hub runs,
 * each by itself, by all hubs of a lake or by none: no other route is touched, and a file that is
 * wrong leaves what ran before running. Runs that are in a route that is replaced end there; the
 * next go through the new one.
 */
public final class LiveRoutes implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

  /** How often it is looked at what the other hubs say. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final SettledFolder settled;
  private final Parts parts;
  private final Strays strays = new Strays();
  private final Refusals refusals;
  private final Wishes wishes;
  private final RouteSet set;
  private final Agreement agreement;
  private final Duration every;
  private long readAt;
  private Map<String, RouteUnit> units = Map.of();
  private Map<String, String> seen;
  private boolean stopping;

  // Not behind the lock: who asks does not wait until what is new has started.
  private volatile String trouble;
  private volatile String stumble;
  private volatile boolean ended;
  private volatile List<Refused> refused = List.of();

  /**
   * @param components schemes of the components that routes may use
   * @param agreement decides which of what is built runs
   * @param every how often the folder is looked at; zero for at the first look only
   */
  public LiveRoutes(
      Path dir,
      RouteContexts contexts,
      RouteTable table,
      Set<String> components,
      Agreement agreement,
      Duration every) {
    RouteFolder folder = new RouteFolder(dir);
    Map<String, RouteContext> running = new TreeMap<>();
    this.settled = new SettledFolder(folder);
    this.parts = new Parts(contexts, folder);
    this.refusals = new Refusals(running);
    Endings endings = new Endings();
    this.wishes = new Wishes(folder, parts, contexts, components, running, refusals, endings);
    this.set = new RouteSet(table, running, wishes, endings);
    this.agreement = agreement;
    this.every = every;
  }

  /** Looks at the folder, and at what the other hubs say, until it is stopped. */
  @Override
  public void run() {
    try {
      while (pause()) {
        try {
          turn();
        } catch (RuntimeException | Error e) {
          stumbles(e);
        }
      }
    } finally {
      ends();
    }
  }

  /** Whatever it was: without this thread no file would be taken any more, nor any other's set. */
  private void stumbles(Throwable e) {
    String said =
        "What runs runs on, and no change is taken: looking at the routes' folder fails, and is"
            + " tried again: "
            + e;
    if (!said.equals(stumble)) {
      LOG.error("{}", said);
    }
    LOG.debug("The routes' folder", e);
    stumble = said;
  }

  private synchronized void ends() {
    ended = !stopping;
  }

  private synchronized boolean pause() {
    try {
      if (!stopping) {
        wait(every.isZero() ? PERIOD.toMillis() : Math.min(PERIOD.toMillis(), every.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !stopping;
  }

  /** Takes what has come to rest since the last look; at the first, all that is there. */
  public synchronized void look() {
    look(true);
  }

  /** What is done each time: the folder is looked at where that is due. */
  synchronized void turn() {
    look(!every.isZero() && System.nanoTime() - readAt >= every.toNanos());
  }

  private void look(boolean folderToo) {
    if (stopping) {
      return;
    }
    set.endThoseThatAreOver();
    if (folderToo || seen == null) {
      readAt = System.nanoTime();
      read();
    }
    if (seen != null) {
      wishes.make(units);
      agree();
      List<Refused> all = new ArrayList<>(parts.refused());
      all.addAll(refusals.refused());
      all.addAll(strays.refused());
      refused = List.copyOf(all);
    }
    if (folderToo) {
      stumble = null;
    }
  }

  private void read() {
    Map<String, RouteFile> files;
    try {
      files = settled.look();
      trouble = null;
    } catch (IOException e) {
      if (trouble == null) {
        LOG.error("The routes' folder cannot be read, what runs runs on: {}", e.getMessage());
      }
      trouble = e.getMessage();
      return;
    }
    Map<String, String> hashes = new TreeMap<>();
    files.forEach((path, file) -> hashes.put(path, file.hash()));
    if (!hashes.equals(seen)) {
      parts.update(files);
      strays.update(files.values());
      units = RouteUnit.of(files.values(), parts);
      seen = hashes;
    }
  }

  private void agree() {
    boolean well = false;
    // Of what does not start the others are told at once.
    for (int i = 0; i < 2 && !well; i++) {
      LakeSet decided = agreement.agree(wishes.wanted(), unfit()).orElse(null);
      if (decided == null) {
        return;
      }
      well = set.take(decided);
      agreement.took(decided, set.differences(decided));
    }
    wishes.discard();
  }

  private List<Unfit> unfit() {
    List<Unfit> all = new ArrayList<>(refusals.unfit());
    for (Refused one : parts.refused()) {
      all.add(new Unfit(one.file(), "", List.of(), Refusals.said(one)));
    }
    return all;
  }

  /** Files that are not taken as they stand. */
  public List<Refused> refused() {
    String dead =
        ended
            ? "What runs runs on, and no change is taken: nothing looks at the routes' folder any"
                + " more. Start the hub again"
            : null;
    List<Refused> all = new ArrayList<>();
    Stream.of(trouble, stumble, dead)
        .filter(Objects::nonNull)
        .forEach(why -> all.add(new Refused("(all)", 0, 0, why, null)));
    all.addAll(refused);
    return all;
  }

  /** All that is wrong with files, as far as it can be told. */
  public synchronized List<Finding> errors() {
    List<Finding> all = new ArrayList<>(parts.errors());
    all.addAll(refusals.errors());
    all.addAll(strays.errors());
    return all;
  }

  /** Texts of route files, whether they are taken or not. */
  public synchronized Map<String, RouteText> texts() {
    Map<String, RouteText> texts = new TreeMap<>();
    units.forEach((file, unit) -> texts.put(file, unit.text()));
    return texts;
  }

  /** Texts of blocks and policies that are well. */
  public synchronized Map<String, RouteText> partTexts() {
    return parts.texts();
  }

  /** The files of blocks and policies that some route files use. */
  public synchronized Set<String> partsOf(Set<String> files) {
    Set<String> used = new TreeSet<>();
    for (String file : files) {
      units.get(file).blocks().forEach(one -> used.add(one.path()));
      units.get(file).policies().forEach(one -> used.add(one.path()));
      // Of a part that is wrong it is not known who uses it.
      parts.errors().forEach(error -> used.add(error.file()));
    }
    return used;
  }

  /** What is wrong with files, or with the folder; empty where nothing is. */
  public Optional<String> complaint() {
    List<Refused> all = refused();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            all.size()
                + " refused: "
                + String.join("; ", all.stream().map(r -> r.where() + " " + r.message()).toList()));
  }

  /** What the hubs of the lake have agreed on, as this one knows it. */
  public Agreement agreement() {
    return agreement;
  }

  /** The contexts that routes run in. */
  public synchronized List<CamelContext> contexts() {
    return set.contexts();
  }

  /** The context that a file's routes run in; null where none do. */
  synchronized RouteContext of(String file) {
    return set.of(file);
  }

  /** Ends all routes, giving runs that are in them some time to end. */
  public synchronized void close(Duration grace) {
    stopping = true;
    notifyAll();
    agreement.close();
    set.close(grace);
  }
}
