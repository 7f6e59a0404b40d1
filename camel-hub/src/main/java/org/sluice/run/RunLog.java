package org.sluice.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.sluice.batch.Answer;
import org.sluice.batch.Gatherer;
import org.sluice.catalogue.Attempt;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Operations;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * What stands on record of runs. Runs that ask or tell at the same time share the reads and the
 * writes: a run waits for its group's, as a database's transactions wait for a group's commit.
 */
public final class RunLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GROUP = 200;

  /** Runs that are over sooner are never on record as running. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Documents documents;
  private final Runs runs;
  private final Operations operations;
  private final Statuses statuses;
  private final Gatherer<QueueEntry, Started> starts = Gatherer.ofCount(GROUP, this::starts);
  private final Gatherer<QueueEntry, Boolean> newest = Gatherer.ofCount(GROUP, this::newest);
  private final Gatherer<Ended, Void> ends;
  private final Map<QueueEntry, Runs.Going> going = new ConcurrentHashMap<>();

  public RunLog(
      Documents documents, Runs runs, Operations operations, Statuses statuses, Queues queues) {
    this.documents = documents;
    this.runs = runs;
    this.operations = operations;
    this.statuses = statuses;
    RunEnds writer = new RunEnds(documents, runs, operations, statuses, queues);
    this.ends = Gatherer.ofCount(GROUP, writer::write);
  }

  /** Takes a run up. */
  Started start(QueueEntry entry) {
    Started started = starts.put(entry);
    if (!started.isFinal()) {
      going.put(entry, new Runs.Going(entry.run(), started.attempt(), Instant.now()));
    }
    return started;
  }

  private List<Answer<Started>> starts(List<QueueEntry> entries) {
    Map<String, Document> known = runs.find(entries.stream().map(QueueEntry::run).toList());
    Map<ObjectKey, Document> found = find(entries);
    return entries.stream()
        .map(one -> new Started(one, known.get(one.run().id()), found.get(one.key())))
        .map(Answer::of)
        .toList();
  }

  private List<Answer<Boolean>> newest(List<QueueEntry> entries) {
    Map<ObjectKey, Document> found = find(entries);
    return entries.stream()
        .map(one -> Documents.current(found.get(one.key()), one.eventId()).isPresent())
        .map(Answer::of)
        .toList();
  }

  private Map<ObjectKey, Document> find(List<QueueEntry> entries) {
    return documents.find(entries.stream().map(QueueEntry::key).distinct().toList());
  }

  boolean isNewest(QueueEntry entry) {
    return newest.put(entry);
  }

  /** Whether Swift's timestamp is that of a POST which the catalogue knows. */
  boolean isMetadataTime(LakeObject object, String timestamp) {
    Document document = documents.find(object.key());
    return document != null && timestamp.equals(Documents.metadataTime(document));
  }

  /** Puts on record that runs are under way, once they have been for some time. */
  void sweep() {
    Instant before = Instant.now().minus(SHORT);
    Map<QueueEntry, Runs.Going> slow = new LinkedHashMap<>();
    going.forEach(
        (entry, one) -> {
          if (one.started().isBefore(before)) {
            slow.put(entry, one);
          }
        });
    if (!slow.isEmpty()) {
      runs.going(slow.values());
      statuses.refresh(slow.keySet().stream().map(QueueEntry::key).toList());
      slow.forEach(going::remove);
    }
  }

  /** Puts on record how an attempt ended; returns once it is, with all that follows from it. */
  void end(
      QueueEntry entry,
      LakeRoute route,
      Run run,
      Status status,
      Trouble trouble,
      String reason,
      boolean withOperations) {
    going.remove(entry);
    List<GoldWrite> writes = run.writes();
    RunEnd end =
        new RunEnd(
            entry.run(),
            run.attempt(),
            status,
            run.started(),
            Instant.now(),
            trouble,
            reason,
            writes.stream().map(RunLog::gold).toList());
    List<String> services = writes.stream().map(GoldWrite::service).distinct().toList();
    Attempt attempt =
        withOperations
            ? new Attempt(entry.run(), run.attempt(), run.object(), run.operations(), services)
            : null;
    String told = status == Status.DONE && !writes.isEmpty() ? announcement(run) : null;
    ends.put(new Ended(entry, route.fallback(), end, attempt, told));
  }

  /** Ends a run that was overtaken before it began. */
  void superseded(Started started, LakeRoute route, Instant at) {
    QueueEntry entry = started.entry();
    going.remove(entry);
    RunEnd end =
        new RunEnd(
            entry.run(),
            started.attempt(),
            Status.SUPERSEDED,
            at,
            Instant.now(),
            null,
            "A newer version came",
            List.of());
    ends.put(new Ended(entry, route.fallback(), end, null, null));
  }

  /** Does once more what follows from the end of a run, which the hub may not have come to. */
  void settle(Started started, LakeRoute route) {
    RunKey run = started.entry().run();
    Attempt last =
        started
            .current()
            .filter(object -> started.run() != null)
            .map(object -> operations.last(run, object, services(started.run())))
            .orElse(null);
    ends.put(new Ended(started.entry(), route.fallback(), null, last, null));
  }

  private static List<String> services(Document run) {
    List<Document> gold = run.getList("gold", Document.class, List.of());
    return gold.stream().map(one -> one.getString("service")).distinct().toList();
  }

  private static Document gold(GoldWrite write) {
    return new Document("service", write.service())
        .append("store", write.store())
        .append("place", write.place())
        .append("records", write.records())
        .append("query", write.query());
  }

  /** What those are told who read the lake as a stream. */
  private static String announcement(Run run) {
    LakeObject object = run.object();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("account", object.key().account());
    told.put("container", object.key().container());
    told.put("object", object.key().object());
    told.put("version", object.version());
    told.put("route", run.route());
    told.put("gold", run.writes());
    try {
      return JSON.writeValueAsString(told);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
