package org.sluice.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bson.Document;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.Registered;
import org.sluice.catalogue.Registration;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Takers;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Puts objects on the queues of the routes that take them. */
public final class Queues implements AutoCloseable {
  private final RouteTable table;
  private final Topics topics;
  private final Runs runs;
  private final Statuses statuses;
  private final Ledger ledger;
  private final BiConsumer<RunKey, Document> fresh;
  private final TakeBack takeBack;
  private final KafkaProducer<String, String> producer;
  private volatile boolean closed;

  /**
   * @param fresh told, before it is queued, of the only run of an object that was just registered
   *     for the first time, with its document
   */
  public Queues(
      RouteTable table,
      Topics topics,
      Runs runs,
      Statuses statuses,
      Ledger ledger,
      BiConsumer<RunKey, Document> fresh,
      KafkaClients kafka) {
    this.table = table;
    this.topics = topics;
    this.runs = runs;
    this.statuses = statuses;
    this.ledger = ledger;
    this.fresh = fresh;
    this.takeBack = new TakeBack(runs, this::key, this::send);
    this.producer = kafka.producer();
  }

  /** Queues what was registered; returns once Kafka has it. Done twice, it is as if done once. */
  void route(List<Registered> registered) {
    Map<ObjectKey, List<LedgerEntry>> wrote =
        ledger.ofObjects(
            registered.stream()
                .filter(one -> one.toDispatch() || one.kind() == Registration.Kind.DELETED)
                .map(one -> one.event().key())
                .toList());
    List<Queued> live = new ArrayList<>();
    List<Queued> queued = new ArrayList<>();
    List<ObjectKey> unsettled = new ArrayList<>();
    for (Registered one : registered) {
      List<LedgerEntry> entries = wrote.getOrDefault(one.event().key(), List.of());
      if (one.kind() == Registration.Kind.DELETED) {
        entries.stream()
            .filter(entry -> !keeps(entry))
            .forEach(entry -> outdated(one.object(), entry, queued));
      }
      if (!one.toDispatch()) {
        continue;
      }
      LakeObject object = one.object();
      List<RunKey> takers = one.runs();
      takers.forEach(run -> live.add(new Queued(run, object)));
      if (one.first() && entries.isEmpty() && takers.size() == 1) {
        fresh.accept(takers.get(0), one.document());
      }
      // What a route wrote that does not take this version any more.
      entries.stream()
          .filter(entry -> takers.stream().noneMatch(run -> run.route().equals(entry.route())))
          .forEach(entry -> outdated(object, entry, queued));
      if (takers.isEmpty() || one.kind() == Registration.Kind.REPEATED) {
        unsettled.add(object.key());
      }
    }
    // First what is to be taken out: while that waits, no live run makes its object done.
    queue(queued);
    send(live);
    runs.outdated(
        registered.stream()
            .filter(one -> one.kind() == Registration.Kind.NOTHING)
            .map(one -> one.event().id())
            .toList());
    statuses.refresh(unsettled);
  }

  /** The live runs that an object is to have, as the routes are now. */
  Takers takers(LakeObject object) {
    RouteTable.Taking taking = table.taking(object);
    return new Takers(
        taking.set(), taking.routes().stream().map(route -> key(object, route)).toList());
  }

  /** A run and the object that it is for. */
  public record Queued(RunKey key, LakeObject object) {
    /** A run of the object through the route as it now is, under an id of its own. */
    public static Queued of(LakeObject object, LakeRoute route, String id) {
      return new Queued(new RunKey(object.eventId(), route.id(), route.revision(), id), object);
    }
  }

  private boolean keeps(LedgerEntry entry) {
    LakeRoute route = table.get(entry.route());
    return route == null ? entry.keep() : route.keeps();
  }

  private void outdated(LakeObject object, LedgerEntry entry, List<Queued> queued) {
    if (!entry.before(object.version()).isEmpty()) {
      queued.add(new Queued(key(object, entry.route(), RunKey.REMOVAL), object));
    }
  }

  /** Queues one more run of an object, or removal, under an id of its own. */
  public void once(LakeObject object, String route, String id) {
    queue(List.of(new Queued(key(object, route, id), object)));
  }

  /** Whether the route takes only what no other took. */
  public boolean isFallback(String route) {
    LakeRoute running = table.get(route);
    return running != null && running.fallback();
  }

  /**
   * An object that every route declined.
   *
   * @param replay id of the runs that did
   */
  public record Declined(LakeObject object, String replay) {}

  /** Queues objects that every route declined to the fallbacks that take them. */
  public void fallBack(List<Declined> declined) {
    List<Queued> live = new ArrayList<>();
    List<Queued> repeats = new ArrayList<>();
    for (Declined one : declined) {
      List<Queued> queued = one.replay().equals(RunKey.LIVE) ? live : repeats;
      for (LakeRoute route : table.fallbacks(one.object())) {
        RunKey key = key(one.object(), route.id(), one.replay());
        queued.add(new Queued(key, one.object()));
      }
    }
    queue(live);
    again(repeats);
  }

  /**
   * Has what fallbacks wrote of objects taken out, and their runs count no more; returns once Kafka
   * has the removals. Done twice, it is as if done once.
   */
  public void takeBack(List<TakeBack.Taken> taken) {
    takeBack.of(taken);
  }

  /**
   * Queues runs in the place of earlier ones of the same events and routes, which are over and then
   * count no more; returns once Kafka has them. Done twice, it is as if done once.
   */
  public void again(List<Queued> queued) {
    again(queued, false);
  }

  /**
   * The same.
   *
   * @param alsoWaiting whether it also takes the place of those that wait or run
   */
  public void again(List<Queued> queued, boolean alsoWaiting) {
    if (!queued.isEmpty()) {
      // Queued first: killed in between, what was parked is still there to be tried again.
      queue(queued);
      runs.replaced(queued.stream().map(Queued::key).toList(), alsoWaiting);
      statuses.refresh(queued.stream().map(one -> one.object().key()).distinct().toList());
    }
  }

  /** Puts runs on record and queues them; returns once Kafka has them. */
  public void queue(List<Queued> queued) {
    if (queued.isEmpty()) {
      return;
    }
    Instant now = Instant.now();
    runs.await(queued.stream().map(one -> RunOf.of(one.key(), one.object(), now)).toList());
    send(queued);
  }

  /** Queues runs that are on record, or expected; returns once Kafka has them. */
  private void send(List<Queued> queued) {
    deliver(
        queued.stream()
            .map(
                one ->
                    new ProducerRecord<>(topic(one.key()), one.object().key().path(), entry(one)))
            .toList());
  }

  /** That of the route, so that an object's runs and removals are in order. */
  private String topic(RunKey key) {
    boolean gone = key.isRemoval() && table.get(key.route()) == null;
    return gone ? Topics.REMOVALS : Topics.route(key.route());
  }

  /** What landed in the gold of a project, as JSON, under the object's key. */
  public record Announcement(String project, String key, String text) {}

  /** Announces what landed in gold; announcements are made before their runs count as done. */
  public void announce(List<Announcement> announcements) {
    deliver(
        announcements.stream()
            .map(one -> new ProducerRecord<>(Topics.gold(one.project()), one.key(), one.text()))
            .toList());
  }

  /**
   * Returns once Kafka has all of them.
   *
   * @throws FaultException {@code service-unreachable} when the hub ends
   */
  void deliver(List<ProducerRecord<String, String>> records) {
    if (closed) {
      throw new FaultException(
          Fault.SERVICE_UNREACHABLE, "The hub ends, and queues nothing more: another does");
    }
    records.stream().map(ProducerRecord::topic).distinct().forEach(topics::ensure);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(record -> sent.add(producer.send(record)));
    if (!sent.isEmpty()) {
      producer.flush();
    }
    sent.forEach(Queues::arrived);
  }

  private static void arrived(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka has not taken an entry: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted queueing", e);
    }
  }

  private static RunKey key(LakeObject object, LakeRoute route) {
    return new RunKey(object.eventId(), route.id(), route.revision(), RunKey.LIVE);
  }

  private RunKey key(LakeObject object, String route, String id) {
    LakeRoute running = table.get(route);
    String revision = running == null ? "gone" : running.revision();
    return new RunKey(object.eventId(), route, revision, id);
  }

  private static String entry(Queued queued) {
    RunKey key = queued.key();
    LakeObject object = queued.object();
    return new QueueEntry(
            key.eventId(),
            key.route(),
            key.revision(),
            key.replay(),
            object.key().account(),
            object.key().container(),
            object.key().object(),
            object.version(),
            object.transId(),
            System.currentTimeMillis())
        .json();
  }

  @Override
  public void close() {
    closed = true;
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
