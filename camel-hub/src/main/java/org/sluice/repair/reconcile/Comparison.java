package org.sluice.repair.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Inventory.Known;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.event.ObjectKey;
import org.sluice.fault.FaultException;
import org.sluice.repair.reconcile.SortedKnown.Entry;
import org.sluice.swift.ContainerState;
import org.sluice.swift.Listed;
import org.sluice.swift.Listings;

/**
 * One container: Swift's listing and the catalogue, both in the order of the names' bytes, merged
 * side by side. What differs is only suspected: its document is read again, and Swift asked for the
 * object itself, before anything is sent.
 */
final class Comparison {
  /** Suspects that are looked at together. */
  private static final int BATCH = 200;

  private static final long MOST_LETTERS = 8 << 20;

  private final Inventory inventory;
  private final Listings listings;
  private final Door door;
  private final ExecutorService looks;
  private final String cluster;
  private final Pace pace;
  private final Course course;

  /**
   * @param looks asks Swift for several objects at a time
   * @param course whether to go on
   */
  Comparison(
      Inventory inventory,
      Listings listings,
      Door door,
      ExecutorService looks,
      String cluster,
      Pace pace,
      Course course) {
    this.inventory = inventory;
    this.listings = listings;
    this.door = door;
    this.looks = looks;
    this.cluster = cluster;
    this.pace = pace;
    this.course = course;
  }

  /**
   * What may be an object in which the two differ.
   *
   * @param listed null for one that the listing has not
   */
  private record Suspect(ObjectKey key, Listed listed) {}

  /**
   * @param state what the container said of itself; null where it is gone
   * @param grace what changed within it is left for the next round
   * @param send whether anything is sent or written
   * @param report counts what is found
   * @throws CancellationException when it is not to go on
   * @throws FaultException when Swift does not answer or refuses
   */
  void run(Place place, ContainerState state, Duration grace, boolean send, ContainerReport report)
      throws InterruptedException {
    String young = young(grace);
    Verdict verdict =
        new Verdict(new Events(cluster, state == null ? Map.of() : state.meta()), young);
    Suspects suspects = new Suspects(place, verdict, send, report);
    try (SortedKnown sorted = new SortedKnown(MOST_LETTERS)) {
      inventory.each(place, known -> sorted.add(counted(known, report)));
      merge(place, sorted.iterator(), suspects, report);
    }
    suspects.flush();
  }

  private Entry counted(Known known, ContainerReport report) {
    course.goOn();
    report.catalogued(known.status().isFinal());
    return Entry.of(known);
  }

  private void merge(
      Place place, Iterator<Entry> catalogued, Suspects suspects, ContainerReport report)
      throws InterruptedException {
    Entry next = next(catalogued);
    String last = "";
    while (true) {
      List<Listed> page = listings.objects(place.account(), place.container(), last);
      if (page.isEmpty()) {
        break;
      }
      for (Listed listed : page) {
        if (!last.isEmpty() && ByteOrder.compare(last, listed.name()) >= 0) {
          throw new IllegalStateException(
              "Swift's listing is not in the order of names' bytes at " + listed.name());
        }
        last = listed.name();
        while (next != null && ByteOrder.compare(next.name(), last) < 0) {
          suspects.add(next.name(), null);
          next = next(catalogued);
        }
        boolean there = next != null && next.name().equals(last);
        if (Verdict.isSegment(listed.contentType())) {
          report.segment();
        } else {
          report.listed();
          if (!there || !agree(listed, next.changed(), next.etag())) {
            suspects.add(last, listed);
          }
        }
        if (there) {
          next = after(next, catalogued);
        }
      }
      pace.take(page.size());
    }
    while (next != null) {
      suspects.add(next.name(), null);
      next = next(catalogued);
    }
  }

  private Entry next(Iterator<Entry> catalogued) {
    course.goOn();
    return catalogued.hasNext() ? catalogued.next() : null;
  }

  /** An insertion tool's document and ours may be of one object, until they are merged. */
  private Entry after(Entry entry, Iterator<Entry> catalogued) {
    Entry next = next(catalogued);
    while (next != null && next.name().equals(entry.name())) {
      next = next(catalogued);
    }
    return next;
  }

  private static boolean agree(Listed listed, String changed, String etag) {
    return listed.timestamp().equals(changed)
        && (etag == null || listed.etag() == null || etag.equals(listed.etag()));
  }

  private static String young(Duration grace) {
    Instant since = Instant.now().minus(grace);
    return String.format(
        Locale.ROOT, "%010d.%05d", since.getEpochSecond(), since.getNano() / 10_000);
  }

  /** Looks at suspects some at a time. */
  private final class Suspects {
    private final Place place;
    private final Verdict verdict;
    private final boolean send;
    private final ContainerReport report;
    private final List<Suspect> some = new ArrayList<>();

    Suspects(Place place, Verdict verdict, boolean send, ContainerReport report) {
      this.place = place;
      this.verdict = verdict;
      this.send = send;
      this.report = report;
    }

    void add(String name, Listed listed) throws InterruptedException {
      some.add(new Suspect(new ObjectKey(place.account(), place.container(), name), listed));
      if (some.size() >= BATCH) {
        flush();
      }
    }

    void flush() throws InterruptedException {
      if (some.isEmpty()) {
        return;
      }
      course.goOn();
      Map<ObjectKey, Known> known = inventory.find(some.stream().map(Suspect::key).toList());
      List<Callable<Finding>> open = new ArrayList<>();
      for (Suspect suspect : some) {
        Known document = known.get(suspect.key());
        if (isSettled(suspect, document)) {
          continue;
        }
        if (isYoung(suspect, document)) {
          report.found(Finding.of(suspect.key(), Finding.Kind.YOUNG));
        } else {
          open.add(() -> verdict.of(suspect.key(), document, listings.look(suspect.key())));
        }
      }
      some.clear();
      pace.take(open.size());
      act(findings(open), known);
    }

    /** It has come since the catalogue was read. */
    private boolean isSettled(Suspect suspect, Known document) {
      boolean there = document != null && !document.isDeleted();
      return suspect.listed() == null
          ? !there
          : there && agree(suspect.listed(), document.changed(), document.etag());
    }

    private boolean isYoung(Suspect suspect, Known document) {
      return suspect.listed() == null
          ? verdict.isYoung(document.changed())
          : verdict.isYoung(suspect.listed().timestamp());
    }

    private void act(List<Finding> findings, Map<ObjectKey, Known> known) {
      List<JsonNode> events = new ArrayList<>();
      findings.forEach(finding -> events.addAll(finding.events()));
      if (send && !events.isEmpty()) {
        door.send(events);
        report.sent(events.size());
      }
      for (Finding finding : findings) {
        report.found(finding);
        if (send && finding.seen() != null) {
          String data = known.get(finding.key()).timestamp();
          inventory.metadataSeen(finding.key(), data, finding.seen());
        }
      }
    }

    private List<Finding> findings(List<Callable<Finding>> open) throws InterruptedException {
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> one : looks.invokeAll(open)) {
        try {
          findings.add(one.get());
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
      return findings;
    }
  }
}
