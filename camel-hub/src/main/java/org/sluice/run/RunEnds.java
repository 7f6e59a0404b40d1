package org.sluice.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.sluice.catalogue.Attempt;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Statuses;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.TakeBack;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * Puts the ends of many attempts on record in one go, whatever their number: announcements, then
 * ends with their operations, then what follows from them. Killed in between, all that is missing
 * is done when their places on the queues come again.
 */
final class RunEnds {
  private final Documents documents;
  private final Runs runs;
  private final DayCounts days;
  private final Statuses statuses;
  private final Ensuing ensuing;
  private final Overtaken overtaken;
  private final TakenOver takenOver;

  /** What the ends of runs give rise to elsewhere. */
  interface Ensuing extends Overtaken.Again {
    void announce(List<Queues.Announcement> announcements);

    boolean isFallback(String route);

    /** Queues objects that every route declined to the fallbacks that take them. */
    void fallBack(List<Queues.Declined> declined);

    /** Has what fallbacks wrote of objects taken out that another route has taken. */
    void takeBack(List<TakeBack.Taken> taken);

    /** By the queues. */
    static Ensuing by(Queues queues) {
      return new Ensuing() {
        @Override
        public void announce(List<Queues.Announcement> announcements) {
          queues.announce(announcements);
        }

        @Override
        public boolean isFallback(String route) {
          return queues.isFallback(route);
        }

        @Override
        public void fallBack(List<Queues.Declined> declined) {
          queues.fallBack(declined);
        }

        @Override
        public void takeBack(List<TakeBack.Taken> taken) {
          queues.takeBack(taken);
        }

        @Override
        public void queue(LakeObject object, String route, String id) {
          queues.once(object, route, id);
        }
      };
    }
  }

  RunEnds(
      Documents documents,
      Runs runs,
      DayCounts days,
      Statuses statuses,
      Ensuing ensuing,
      Ledger ledger) {
    this.documents = documents;
    this.runs = runs;
    this.days = days;
    this.statuses = statuses;
    this.ensuing = ensuing;
    this.overtaken = new Overtaken(ledger, runs, ensuing);
    this.takenOver = new TakenOver(documents, runs, ensuing::isFallback);
  }

  /**
   * @return the same, those of runs that were overtaken as such, and those without an end on whose
   *     records another stands
   */
  List<Ended> write(List<Ended> told) {
    Map<ObjectKey, Document> read = read(told);
    Map<ObjectKey, Document> now = now(told, read);
    List<Ended> ended = overtaken.ended(told, now);
    announce(ended);
    Map<RunEnd, Document> before =
        runs.end(ended.stream().map(Ended::end).filter(Objects::nonNull).toList());
    overtaken.leftBehind(
        ended.stream().filter(one -> one.end() != null && before.containsKey(one.end())).toList(),
        now);
    List<Ended> onRecord = ended.stream().map(one -> asOnRecord(one, before)).toList();
    follow(read, onRecord);
    return onRecord;
  }

  private static Ended asOnRecord(Ended one, Map<RunEnd, Document> before) {
    Document run = one.end() == null ? null : before.get(one.end());
    return run == null ? one : one.instead(run);
  }

  private void follow(Map<ObjectKey, Document> read, List<Ended> ended) {
    fallBack(ended);
    ensuing.takeBack(takenOver.by(ended));
    List<Attempt> attempts = ended.stream().flatMap(one -> one.attempts().stream()).toList();
    statuses.settle(read, attempts, alone(ended, read));
    days.count(
        ended.stream()
            .filter(one -> one.end() != null)
            .flatMap(one -> one.attempts().stream())
            .toList());
  }

  /** Puts the end of a run on record, without anything that follows from it. */
  void only(Ended one) {
    if (one.end() != null) {
      runs.end(List.of(one.end()));
    }
  }

  /**
   * Documents as they were when the runs began, as far as that is known: where one has changed
   * since, writing it fails, and it is read again.
   */
  private Map<ObjectKey, Document> read(List<Ended> told) {
    Map<ObjectKey, Document> read =
        documents.find(
            told.stream()
                .filter(one -> one.read() == null)
                .map(one -> one.entry().key())
                .distinct()
                .toList());
    for (Ended one : told) {
      if (one.read() != null) {
        read.putIfAbsent(one.entry().key(), one.read());
      }
    }
    return read;
  }

  /** Runs that are the only ones of their objects so far make the status by themselves. */
  private static Map<ObjectKey, Status> alone(List<Ended> ended, Map<ObjectKey, Document> read) {
    Map<ObjectKey, Status> alone = new HashMap<>();
    for (Ended one : ended) {
      ObjectKey key = one.entry().key();
      boolean known =
          one.end() != null
              && one.end().status().says()
              && one.read() != null
              && read.get(key) == one.read()
              && Documents.expectsOnly(one.read(), one.entry().run())
              && Documents.isUnsettled(one.read());
      if (known) {
        alone.put(key, one.end().status());
      }
    }
    return alone;
  }

  /**
   * The same, but where another version came while a run wrote gold, what stands now: it must be
   * known before the run's end is on record, as nobody looks for it afterwards.
   */
  private Map<ObjectKey, Document> now(List<Ended> told, Map<ObjectKey, Document> read) {
    List<ObjectKey> wrote =
        told.stream()
            .filter(one -> one.read() != null && !one.places().isEmpty())
            .map(one -> one.entry().key())
            .distinct()
            .toList();
    Map<ObjectKey, Document> standing = documents.standing(wrote);
    Map<ObjectKey, Document> now = new HashMap<>(read);
    now.keySet().removeIf(key -> wrote.contains(key) && !standing.containsKey(key));
    now.putAll(
        documents.find(
            wrote.stream()
                .filter(standing::containsKey)
                .filter(key -> !Documents.areAlike(read.get(key), standing.get(key)))
                .toList()));
    return now;
  }

  private void announce(List<Ended> ended) {
    List<Queues.Announcement> told =
        ended.stream()
            .filter(one -> one.announcement() != null)
            .map(
                one ->
                    new Queues.Announcement(
                        one.attempt().object().project(),
                        one.entry().key().path(),
                        one.announcement()))
            .toList();
    ensuing.announce(told);
  }

  /**
   * Objects that every route declined go to the fallbacks that take them. A fallback's own run does
   * not count: it may have been put on record by a hub that died before it queued it.
   */
  private void fallBack(List<Ended> ended) {
    Map<String, Ended> declined = new LinkedHashMap<>();
    for (Ended one : ended) {
      boolean maybe = one.end() == null || one.end().status() == Status.DECLINED;
      if (maybe && !one.fallback() && !one.entry().run().isRemoval()) {
        declined.put(one.entry().eventId() + "|" + one.entry().replay(), one);
      }
    }
    if (declined.isEmpty()) {
      return;
    }
    // Of runs that end together, one may have read its object's document before another version
    // came.
    Map<ObjectKey, Document> read =
        documents.find(
            declined.values().stream().map(one -> one.entry().key()).distinct().toList());
    Map<String, List<Document>> byEvent =
        runs.ofEvents(declined.values().stream().map(one -> one.entry().eventId()).toList());
    declined
        .values()
        .removeIf(
            one ->
                !Runs.allDeclined(
                    byEvent.getOrDefault(one.entry().eventId(), List.of()),
                    read.get(one.entry().key()),
                    ensuing::isFallback));
    List<Queues.Declined> objects = new ArrayList<>();
    for (Ended one : declined.values()) {
      Documents.current(read.get(one.entry().key()), one.entry().eventId())
          .ifPresent(object -> objects.add(new Queues.Declined(object, one.entry().replay())));
    }
    ensuing.fallBack(objects);
  }
}
