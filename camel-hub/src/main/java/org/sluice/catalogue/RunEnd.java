package org.sluice.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * How an attempt of a run ended.
 *
 * @param fresh whether nothing was on record of the run when the attempt began
 * @param attempt its number, from 1; {@link #UNTAKEN} where it did not begin
 * @param reason why it was declined or superseded; null else
 * @param operations what it did, in the order in which they began; none where they are not to be on
 *     record
 * @param gold what the run wrote, as documents
 * @param rejected records that it went on without
 * @param rejects the first of them
 * @param notes what its blocks counted that no record tells, a sentence each
 */
public record RunEnd(
    RunOf run,
    boolean fresh,
    int attempt,
    Status status,
    Instant started,
    Instant ended,
    Trouble trouble,
    String reason,
    List<Operation> operations,
    List<Document> gold,
    long rejected,
    List<Rejected> rejects,
    List<String> notes) {
  /** Of a run that could not be taken up: what is on record of its attempts stays. */
  public static final int UNTAKEN = 0;

  /** The same, ended as overtaken. */
  public RunEnd superseded() {
    return new RunEnd(
        run,
        fresh,
        attempt,
        Status.SUPERSEDED,
        started,
        ended,
        null,
        "A newer version came while this one was written; what this one wrote is taken back",
        operations,
        gold,
        rejected,
        rejects,
        notes);
  }

  /** The same run, parked, without what it did: where that cannot be kept. */
  public RunEnd least(Trouble why) {
    return new RunEnd(
        run,
        fresh,
        attempt,
        Status.PARKED,
        started,
        ended,
        why,
        null,
        List.of(),
        List.of(),
        rejected,
        List.of(),
        List.of());
  }

  /** The whole record of a run of which nothing is on record. */
  Document whole() {
    Document whole = run.document();
    whole.putAll(changed());
    whole.putAll(attempted());
    return whole.append("operations", done());
  }

  /** Whether it is this end that stands on a run's record. */
  boolean isThatOf(Document record) {
    return Date.from(ended).equals(record.getDate("ended"));
  }

  /** What changes in a run's record. */
  Document changed() {
    Document changed = new Document("status", status.text());
    if (attempt != UNTAKEN) {
      changed.putAll(attempted());
    }
    changed
        .append("ended", Date.from(ended))
        .append("error", trouble == null ? null : trouble.document())
        .append("reason", reason);
    if (rejected > 0) {
      changed
          .append("rejected", rejected)
          .append("rejects", rejects.stream().map(Rejected::document).toList());
    }
    if (!notes.isEmpty()) {
      changed.append("notes", notes);
    }
    return changed;
  }

  private Document attempted() {
    return new Document("attempts", Math.max(attempt, 1))
        .append("started", Date.from(started))
        .append("duration_ms", Duration.between(started, ended).toNanos() / 1e6)
        .append("gold", gold);
  }

  /** The attempt's operations as documents. */
  List<Document> done() {
    return operations.stream().map(Operation::document).toList();
  }
}
