package org.sluice.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * How an attempt of a run ended.
 *
 * @param attempt its number, from 1
 * @param reason why it was declined or superseded; null else
 * @param gold what the run wrote, as documents
 * @param rejected records that it went on without
 * @param rejects the first of them
 */
public record RunEnd(
    RunKey run,
    int attempt,
    Status status,
    Instant started,
    Instant ended,
    Trouble trouble,
    String reason,
    List<Document> gold,
    long rejected,
    List<Rejected> rejects) {
  /** The same, ended as overtaken. */
  public RunEnd superseded() {
    return new RunEnd(
        run,
        attempt,
        Status.SUPERSEDED,
        started,
        ended,
        null,
        "A newer version came while this one was written; what this one wrote is taken back",
        gold,
        rejected,
        rejects);
  }

  Document document() {
    Document document =
        new Document("status", status.text())
            .append("attempts", attempt)
            .append("started", Date.from(started))
            .append("ended", Date.from(ended))
            .append("duration_ms", Duration.between(started, ended).toNanos() / 1e6)
            .append("error", trouble == null ? null : trouble.document())
            .append("reason", reason)
            .append("gold", gold);
    if (rejected > 0) {
      document
          .append("rejected", rejected)
          .append("rejects", rejects.stream().map(Rejected::document).toList());
    }
    return document;
  }
}
