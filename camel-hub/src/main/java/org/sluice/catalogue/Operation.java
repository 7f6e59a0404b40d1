package org.sluice.catalogue;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/**
 * One step of a run.
 *
 * @param step id of the step in its route
 * @param revision of the route that it was done with; null on records of before it was noted
 * @param outcome {@code succeeded}, {@code failed} or {@code declined}
 * @param started when it began
 * @param durationMs how long it took
 * @param attempt which attempt of the run, from 1
 * @param count how often the step was done in this way, where a route repeats it
 * @param trouble why it failed; null when it did not
 */
public record Operation(
    String step,
    String revision,
    String outcome,
    Instant started,
    double durationMs,
    int attempt,
    int count,
    Trouble trouble) {
  public static final String SUCCEEDED = "succeeded";
  public static final String FAILED = "failed";
  public static final String DECLINED = "declined";

  Document document() {
    return new Document("step", step)
        .append("revision", revision)
        .append("outcome", outcome)
        .append("started", Date.from(started))
        .append("duration_ms", durationMs)
        .append("attempt", attempt)
        .append("count", count)
        .append("error", trouble == null ? null : trouble.document());
  }

  /** From the record. */
  static Operation of(Document document) {
    return new Operation(
        document.getString("step"),
        document.getString("revision"),
        document.getString("outcome"),
        document.getDate("started").toInstant(),
        document.getDouble("duration_ms"),
        document.getInteger("attempt"),
        document.getInteger("count"),
        Trouble.of(document.get("error", Document.class)));
  }
}
