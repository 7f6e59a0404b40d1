package org.sluice.repair;

import static org.sluice.repair.Replay.State.FEEDING;
import static org.sluice.repair.Replay.State.OVER;
import static org.sluice.repair.Replay.State.PAUSED;
import static org.sluice.repair.Replay.State.SETTLING;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.catalogue.RunKey;
import org.sluice.event.ObjectKey;

/**
 * The record of replays: database {@code log}, collection {@code replays}; and of what they put on
 * the queues and is not all over, {@code replay_portions}. What feeds a replay writes under the
 * term of its lease, so that one that stalled changes nothing once another has taken over.
 */
public final class Replays {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final MongoCollection<Document> replays;
  private final MongoCollection<Document> portions;

  public Replays(MongoDatabase log) {
    this.replays = log.getCollection("replays");
    this.portions = log.getCollection("replay_portions");
  }

  /**
   * Puts a replay on record; whichever hub feeds replays takes it from there.
   *
   * @param rate objects a second; 0 for as many as the queues take
   * @param total how many documents are looked at, at the most
   */
  public Replay begin(ReplayFilter filter, boolean dryRun, double rate, long total) {
    Instant now = Instant.now();
    String id =
        TIME.format(now)
            + "-"
            + String.format("%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    Document document =
        new Document("_id", id)
            .append("filter", filter.document())
            .append("dry_run", dryRun)
            .append("rate", rate)
            .append("state", FEEDING.text())
            .append("created", Date.from(now))
            .append("term", 0L)
            .append("total", total);
    document.putAll(Progress.none().document());
    replays.insertOne(document);
    return new Replay(document);
  }

  public Optional<Replay> find(String id) {
    return Optional.ofNullable(replays.find(Filters.eq("_id", id)).first()).map(Replay::new);
  }

  /** The latest, newest first. */
  public List<Replay> latest(int most) {
    return replays
        .find()
        .sort(Sorts.descending("_id"))
        .limit(most)
        .map(Replay::new)
        .into(new ArrayList<>());
  }

  /** Those that have something to do, oldest first. */
  List<Replay> going() {
    return replays
        .find(Filters.in("state", FEEDING.text(), SETTLING.text()))
        .sort(Sorts.ascending("_id"))
        .map(Replay::new)
        .into(new ArrayList<>());
  }

  /** Stops feeding; what is on the queues is done. Empty where it is not being fed. */
  public Optional<Replay> pause(String id) {
    return change(id, FEEDING, Updates.set("state", PAUSED.text()));
  }

  /** Goes on where it was paused; empty where it is not. */
  public Optional<Replay> go(String id) {
    return change(id, PAUSED, Updates.set("state", FEEDING.text()));
  }

  private Optional<Replay> change(String id, Replay.State from, Bson update) {
    return Optional.ofNullable(
            replays.findOneAndUpdate(
                Filters.and(Filters.eq("_id", id), Filters.eq("state", from.text())),
                update,
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Replay::new);
  }

  /** From now on only who holds that term of the lease changes it; its record as it then stands. */
  Optional<Replay> takeUp(String id, long term) {
    return Optional.ofNullable(
            replays.findOneAndUpdate(
                Filters.and(Filters.eq("_id", id), Filters.lte("term", term)),
                Updates.set("term", term),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Replay::new);
  }

  /** Notes how far it is; false when it is another's now. */
  boolean progress(String id, long term, Progress progress) {
    return write(id, term, progress.document());
  }

  /** All is on the queues; or, in a dry run, all is counted. */
  boolean fed(String id, long term, boolean dryRun) {
    Date now = new Date();
    Document set = new Document("fed", now).append("waits_for", List.of());
    set.append("state", dryRun ? OVER.text() : SETTLING.text());
    if (dryRun) {
      set.append("ended_at", now);
    }
    return replays
            .updateOne(
                Filters.and(mine(id, term), Filters.eq("state", FEEDING.text())),
                new Document("$set", set))
            .getMatchedCount()
        == 1;
  }

  /** All that was put on the queues is over. */
  boolean over(String id, long term) {
    boolean written =
        write(id, term, new Document("state", OVER.text()).append("ended_at", new Date()));
    if (written) {
      forget(id, Long.MAX_VALUE);
    }
    return written;
  }

  /** Portions up to that number are counted and needed no more. */
  void forget(String id, long upTo) {
    portions.deleteMany(
        Filters.and(
            Filters.gte("_id", Portion.id(id, 0)), Filters.lte("_id", Portion.id(id, upTo))));
  }

  private boolean write(String id, long term, Document set) {
    return replays.updateOne(mine(id, term), new Document("$set", set)).getMatchedCount() == 1;
  }

  private static Bson mine(String id, long term) {
    return Filters.and(Filters.eq("_id", id), Filters.eq("term", term));
  }

  /** A run that was put on a queue. */
  record Sent(RunKey run, ObjectKey object) {}

  /**
   * Runs that were put on the queues together.
   *
   * @param number its place in the replay, from 1
   * @param then how far the replay is once they are on the queues
   */
  record Portion(String replay, long number, List<Sent> sent, Progress then) {
    private String id() {
      return id(replay, number);
    }

    private static String id(String replay, long number) {
      return String.format("%s|%019d", replay, number);
    }
  }

  /** Notes what is about to be put on the queues, in the place of what stood there. */
  void about(Portion portion) {
    List<Document> sent = new ArrayList<>();
    for (Sent one : portion.sent()) {
      sent.add(
          new Document("event_id", one.run().eventId())
              .append("route", one.run().route())
              .append("revision", one.run().revision())
              .append("account", one.object().account())
              .append("container", one.object().container())
              .append("object", one.object().object()));
    }
    portions.replaceOne(
        Filters.eq("_id", portion.id()),
        new Document("_id", portion.id())
            .append("replay", portion.replay())
            .append("number", portion.number())
            .append("sent", sent)
            .append("then", portion.then().document()),
        new ReplaceOptions().upsert(true));
  }

  /** Portions with numbers from one up to another, in order, at most so many. */
  List<Portion> portions(String replay, long from, long to, int most) {
    return portions
        .find(
            Filters.and(
                Filters.gte("_id", Portion.id(replay, from)),
                Filters.lte("_id", Portion.id(replay, to))))
        .sort(Sorts.ascending("_id"))
        .limit(most)
        .map(one -> portion(replay, one))
        .into(new ArrayList<>());
  }

  private static Portion portion(String replay, Document document) {
    return new Portion(
        replay,
        document.get("number", Number.class).longValue(),
        document.getList("sent", Document.class).stream()
            .map(
                one ->
                    new Sent(
                        new RunKey(
                            one.getString("event_id"),
                            one.getString("route"),
                            one.getString("revision"),
                            replay),
                        new ObjectKey(
                            one.getString("account"),
                            one.getString("container"),
                            one.getString("object"))))
            .toList(),
        Progress.of(document.get("then", Document.class)));
  }
}
