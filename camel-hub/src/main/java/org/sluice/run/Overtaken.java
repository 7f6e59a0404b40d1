package org.sluice.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * Runs that wrote gold, and then find a newer version there. Where that one has begun, it may have
 * cleaned up before they wrote: what they wrote goes back into the ledger, and whoever is newest is
 * queued once more. That comes before their ends are on record: killed in between, they are taken
 * up again, and all is done once more.
 */
final class Overtaken {
  private final Ledger ledger;
  private final Runs runs;
  private final Again again;

  /** Queues a run of an object once more, or a removal, under an id of its own. */
  @FunctionalInterface
  interface Again {
    void queue(LakeObject object, String route, String id);
  }

  Overtaken(Ledger ledger, Runs runs, Again again) {
    this.ledger = ledger;
    this.runs = runs;
    this.again = again;
  }

  /** The same ends, those of overtaken runs as such. */
  List<Ended> ended(List<Ended> told, Map<ObjectKey, Document> read) {
    List<Ended> late =
        told.stream().filter(one -> isLate(one, read.get(one.entry().key()))).toList();
    if (late.isEmpty()) {
      return told;
    }
    again(late, read);
    List<Ended> ended = new ArrayList<>(told);
    ended.replaceAll(one -> late.contains(one) ? one.superseded() : one);
    return ended;
  }

  /**
   * Attempts that failed of runs that another hub has ended meanwhile: nobody tries them again, so
   * that what they wrote is to go now.
   */
  void leftBehind(List<Ended> failed, Map<ObjectKey, Document> read) {
    again(
        failed.stream()
            .filter(one -> !one.end().status().isFinal())
            .filter(one -> wroteOlder(one, read.get(one.entry().key())))
            .toList(),
        read);
  }

  private static boolean isLate(Ended one, Document document) {
    return one.end() != null && one.end().status().isFinal() && wroteOlder(one, document);
  }

  private static boolean wroteOlder(Ended one, Document document) {
    return !one.entry().run().isRemoval()
        && !one.places().isEmpty()
        && !Documents.isOf(document, one.entry().eventId());
  }

  private void again(List<Ended> late, Map<ObjectKey, Document> read) {
    if (late.isEmpty()) {
      return;
    }
    Map<String, LedgerEntry> known = ledger.find(late.stream().map(Overtaken::queued).toList());
    for (Ended one : late) {
      LedgerEntry entry = known.get(queued(one).ledgerId());
      if (entry != null && entry.started().compareTo(one.entry().version()) > 0) {
        again(one, read.get(one.entry().key()));
      }
    }
  }

  private static Ledger.QueuedObject queued(Ended one) {
    return new Ledger.QueuedObject(one.entry().key(), one.entry().route());
  }

  private void again(Ended one, Document document) {
    if (document == null) {
      return;
    }
    LakeObject newest = Documents.object(document);
    ledger.reopen(
        new Ledger.Opening(
            newest.key(),
            newest.project(),
            one.entry().route(),
            one.entry().version(),
            false,
            one.places()));
    List<Document> known =
        runs.ofEvents(List.of(newest.eventId())).getOrDefault(newest.eventId(), List.of());
    boolean taken =
        Documents.unrecorded(document, known).stream()
                .anyMatch(run -> run.route().equals(one.entry().route()))
            || known.stream()
                .filter(run -> run.getString("route").equals(one.entry().route()))
                .filter(run -> !run.getBoolean("removal", false))
                .anyMatch(run -> !run.getString("status").equals(Status.DECLINED.text()));
    String first = (taken ? "again" : RunKey.REMOVAL) + "-" + one.entry().version();
    for (String id : ids(first, one.entry().route(), known)) {
      again.queue(newest, one.entry().route(), id);
    }
  }

  /**
   * An id that no run has: of two hubs that did the same overtaken run, the later may have written
   * when the run that the earlier asked for had cleaned up. And the ids of those that are not over:
   * a hub may have died after it had put one on record and before Kafka had it.
   */
  private static List<String> ids(String first, String route, List<Document> known) {
    List<Document> there =
        known.stream()
            .filter(run -> run.getString("route").equals(route))
            .filter(run -> isOne(run.getString("replay"), first))
            .toList();
    List<String> ids = new ArrayList<>();
    there.stream()
        .filter(run -> !Status.of(run.getString("status")).isFinal())
        .forEach(run -> ids.add(run.getString("replay")));
    ids.add(there.isEmpty() ? first : first + "-" + (there.size() + 1));
    return ids;
  }

  private static boolean isOne(String id, String first) {
    return id.equals(first) || id.startsWith(first + "-");
  }
}
