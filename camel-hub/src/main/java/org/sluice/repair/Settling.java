package org.sluice.repair;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.ObjectKey;

/** Sees whether the runs of a portion are over, with those and the removals that come of them. */
final class Settling {
  /** How long a fallback's run is waited for once all others have declined. */
  private static final Duration FALLBACK = Duration.ofSeconds(60);

  private final Runs runs;
  private final Documents documents;
  private final RouteTable table;
  private final Predicate<String> isFallback;

  Settling(Runs runs, Documents documents, RouteTable table, Predicate<String> isFallback) {
    this.runs = runs;
    this.documents = documents;
    this.table = table;
    this.isFallback = isFallback;
  }

  /** The runs of a portion by id with their records, those of fallbacks too; null until all end. */
  Collection<Document> over(Replays.Portion portion) {
    Map<String, Document> found =
        runs.find(portion.sent().stream().map(Replays.Sent::run).toList());
    if (!areOver(found.values())) {
      return null;
    }
    if (takesBack(portion, found)) {
      return null;
    }
    Map<String, ObjectKey> declined = new HashMap<>();
    for (Replays.Sent one : portion.sent()) {
      Document run = found.get(one.run().id());
      if (run != null && Status.DECLINED.text().equals(run.getString("status"))) {
        declined.put(one.run().eventId(), one.object());
      }
    }
    if (declined.isEmpty()) {
      return found.values();
    }
    Map<String, Document> all = new HashMap<>(found);
    return withFallbacks(portion.replay(), declined, all) ? all.values() : null;
  }

  /** Whether what fallbacks wrote of objects that a run has taken is still to be taken out. */
  private boolean takesBack(Replays.Portion portion, Map<String, Document> found) {
    List<String> done =
        found.values().stream()
            .filter(run -> Status.DONE.text().equals(run.getString("status")))
            .filter(run -> !isFallback.test(run.getString("route")))
            .map(run -> run.getString("event_id"))
            .distinct()
            .toList();
    Instant lately = Instant.now().minus(FALLBACK);
    boolean awaited = found.values().stream().anyMatch(run -> ended(run).isAfter(lately));
    return runs.ofEvents(done).values().stream()
        .flatMap(List::stream)
        .filter(run -> isFallback.test(run.getString("route")))
        .anyMatch(
            run ->
                run.getBoolean("removal", false)
                    ? isTakingBack(run, portion.replay())
                    : awaited && Status.of(run.getString("status")).says());
  }

  private static boolean isTakingBack(Document removal, String replay) {
    return removal.getString("replay").equals(RunKey.TAKEN + "-" + replay)
        && !Status.of(removal.getString("status")).isFinal();
  }

  /** Adds fallbacks' runs; false while one is to come or not over. */
  private boolean withFallbacks(
      String replay, Map<String, ObjectKey> declined, Map<String, Document> all) {
    Map<String, List<Document>> ofEvents = runs.ofEvents(declined.keySet());
    Map<ObjectKey, Document> standing = documents.find(new HashSet<>(declined.values()));
    Instant lately = Instant.now().minus(FALLBACK);
    boolean awaited = all.values().stream().anyMatch(run -> ended(run).isAfter(lately));
    List<RunKey> come = new ArrayList<>();
    for (Map.Entry<String, ObjectKey> one : declined.entrySet()) {
      List<Document> ofEvent = ofEvents.getOrDefault(one.getKey(), List.of());
      Set<String> there = new HashSet<>();
      for (Document run : ofEvent) {
        if (run.getString("replay").equals(replay) && isFallback.test(run.getString("route"))) {
          there.add(run.getString("route"));
          come.add(
              new RunKey(one.getKey(), run.getString("route"), run.getString("revision"), replay));
        }
      }
      boolean missing =
          Runs.allDeclined(ofEvent, standing.get(one.getValue()), isFallback)
              && Documents.current(standing.get(one.getValue()), one.getKey())
                  .map(object -> table.fallbacks(object).stream().map(LakeRoute::id).toList())
                  .map(expected -> !there.containsAll(expected))
                  .orElse(false);
      if (missing && awaited) {
        return false;
      }
    }
    all.putAll(runs.find(come));
    return areOver(all.values());
  }

  private static Instant ended(Document run) {
    Date ended = run.getDate("ended");
    return ended == null ? Instant.MIN : ended.toInstant();
  }

  private static boolean areOver(Collection<Document> runs) {
    return runs.stream().allMatch(run -> Status.of(run.getString("status")).isFinal());
  }
}
