package org.sluice.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.TakeBack;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * Objects that a fallback had, and of which the same version has now gone through another route: by
 * a replay through a route that is new, or that declined it before. A live run never comes to one.
 */
final class TakenOver {
  private final Documents documents;
  private final Runs runs;
  private final Predicate<String> isFallback;

  TakenOver(Documents documents, Runs runs, Predicate<String> isFallback) {
    this.documents = documents;
    this.runs = runs;
    this.isFallback = isFallback;
  }

  /** Those by runs that have ended just now, or before their hub died. */
  List<TakeBack.Taken> by(List<Ended> ended) {
    List<Ended> may = ended.stream().filter(TakenOver::may).toList();
    if (may.isEmpty()) {
      return List.of();
    }
    Map<String, List<Document>> ofEvents =
        runs.ofEvents(may.stream().map(one -> one.entry().eventId()).distinct().toList());
    Map<ObjectKey, Document> standing =
        documents.find(may.stream().map(one -> one.entry().key()).distinct().toList());
    List<TakeBack.Taken> taken = new ArrayList<>();
    for (Ended one : may) {
      Document document = standing.get(one.entry().key());
      List<Document> ofEvent = ofEvents.getOrDefault(one.entry().eventId(), List.of());
      Documents.current(document, one.entry().eventId())
          .filter(object -> isDone(one.entry().run(), ofEvent))
          .ifPresent(object -> taken.addAll(taken(one.entry().run(), object, document, ofEvent)));
    }
    return taken;
  }

  private static boolean may(Ended one) {
    RunKey run = one.entry().run();
    return !one.fallback()
        && !run.isRemoval()
        && !run.replay().equals(RunKey.LIVE)
        && (one.end() == null || one.end().status() == Status.DONE);
  }

  private static boolean isDone(RunKey run, List<Document> ofEvent) {
    return ofEvent.stream()
        .filter(known -> run.id().equals(known.getString("_id")))
        .anyMatch(known -> Status.DONE.text().equals(known.getString("status")));
  }

  private List<TakeBack.Taken> taken(
      RunKey by, LakeObject object, Document document, List<Document> ofEvent) {
    Map<String, List<RunKey>> byFallback = new HashMap<>();
    for (Document run : ofEvent) {
      String route = run.getString("route");
      Status status = Status.of(run.getString("status"));
      if (!isFallback.test(route)) {
        continue;
      }
      if (!run.getBoolean("removal", false)) {
        if (status.says()) {
          byFallback.computeIfAbsent(route, r -> new ArrayList<>()).add(RunKey.of(run));
        }
      } else if (isFor(by, run) && !status.isFinal()) {
        // Its hub may have died before Kafka had it.
        byFallback.computeIfAbsent(route, r -> new ArrayList<>());
      }
    }
    for (RunKey run : Documents.unrecorded(document, ofEvent)) {
      if (isFallback.test(run.route())) {
        byFallback.computeIfAbsent(run.route(), r -> new ArrayList<>()).add(run);
      }
    }
    List<TakeBack.Taken> taken = new ArrayList<>();
    byFallback.forEach(
        (fallback, had) ->
            taken.add(new TakeBack.Taken(object, fallback, by.route(), by.replay(), had)));
    return taken;
  }

  private static boolean isFor(RunKey by, Document removal) {
    return removal.getString("replay").equals(RunKey.TAKEN + "-" + by.replay());
  }
}
