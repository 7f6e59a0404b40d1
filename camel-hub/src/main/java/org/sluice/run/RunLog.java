package org.sluice.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Operations;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** What stands on record of runs, and what follows from how they end. */
public final class RunLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Documents documents;
  private final Runs runs;
  private final Operations operations;
  private final Statuses statuses;
  private final Queues queues;

  public RunLog(
      Documents documents, Runs runs, Operations operations, Statuses statuses, Queues queues) {
    this.documents = documents;
    this.runs = runs;
    this.operations = operations;
    this.statuses = statuses;
    this.queues = queues;
  }

  /** Number of this attempt, from 1; 0 when the run is in a final state. */
  int start(QueueEntry entry) {
    int attempt = runs.start(entry.run());
    if (attempt > 0) {
      documents.markRunning(entry.key(), entry.eventId());
    }
    return attempt;
  }

  /** The object, as long as the run's version is the newest. */
  Optional<LakeObject> current(QueueEntry entry) {
    Document document = documents.find(entry.key());
    return document == null || !Documents.isAt(document, entry.eventId())
        ? Optional.empty()
        : Optional.of(Documents.object(document));
  }

  boolean isNewest(QueueEntry entry) {
    return current(entry).isPresent();
  }

  /** Whether Swift's timestamp is that of a POST which the catalogue knows. */
  boolean isMetadataTime(LakeObject object, String timestamp) {
    Document document = documents.find(object.key());
    return document != null && timestamp.equals(Documents.metadataTime(document));
  }

  /**
   * @throws FaultException {@code other-data-invalid} when what the user says could not be read
   */
  void requireReadableSaying(LakeObject object) {
    Document document = documents.find(object.key());
    String error = document == null ? null : Documents.sayingError(document);
    if (error != null) {
      throw new FaultException(Fault.OTHER_DATA_INVALID, error);
    }
  }

  void record(RunKey key, Run run) {
    List<String> services = run.writes().stream().map(GoldWrite::service).distinct().toList();
    operations.record(key, run.object(), run.operations(), services);
  }

  void end(
      RunKey key,
      Status status,
      Instant started,
      Trouble trouble,
      String reason,
      List<GoldWrite> writes) {
    runs.end(key, status, started, trouble, reason, writes.stream().map(RunLog::gold).toList());
  }

  private static Document gold(GoldWrite write) {
    return new Document("service", write.service())
        .append("store", write.store())
        .append("place", write.place())
        .append("records", write.records())
        .append("query", write.query());
  }

  /** Tells those who read the lake as a stream what landed in gold. */
  void announce(Run run) {
    if (run.writes().isEmpty()) {
      return;
    }
    LakeObject object = run.object();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("account", object.key().account());
    told.put("container", object.key().container());
    told.put("object", object.key().object());
    told.put("version", object.version());
    told.put("route", run.route());
    told.put("gold", run.writes());
    try {
      queues.announce(object.project(), object.key().path(), JSON.writeValueAsString(told));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Once a run has ended: its object's fallbacks where every route declined, and its status. */
  void settle(QueueEntry entry, LakeRoute route) {
    if (!route.fallback()) {
      List<Document> all = runs.ofEvent(entry.eventId());
      boolean declined =
          all.stream()
              .filter(run -> run.getString("replay").equals(entry.replay()))
              .allMatch(run -> run.getString("status").equals(Status.DECLINED.text()));
      if (declined) {
        current(entry).ifPresent(queues::fallBack);
      }
    }
    statuses.refresh(entry.key());
  }
}
