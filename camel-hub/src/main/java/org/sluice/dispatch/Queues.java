package org.sluice.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.sluice.catalogue.Registered;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.event.LakeObject;

/** Puts objects on the queues of the routes that take them. */
public final class Queues implements AutoCloseable {
  private final RouteTable table;
  private final Topics topics;
  private final Runs runs;
  private final Statuses statuses;
  private final KafkaProducer<String, String> producer;

  public Queues(RouteTable table, Topics topics, Runs runs, Statuses statuses, KafkaClients kafka) {
    this.table = table;
    this.topics = topics;
    this.runs = runs;
    this.statuses = statuses;
    this.producer = kafka.producer();
  }

  /** Queues what was registered; returns once Kafka has it. Done twice, it is as if done once. */
  void route(List<Registered> registered) {
    List<RunKey> keys = new ArrayList<>();
    List<LakeObject> objects = new ArrayList<>();
    List<LakeObject> unsettled = new ArrayList<>();
    for (Registered one : registered) {
      if (!one.toDispatch()) {
        continue;
      }
      LakeObject object = one.object();
      List<LakeRoute> takers = table.takers(object);
      for (LakeRoute taker : takers) {
        keys.add(key(object, taker));
        objects.add(object);
      }
      if (takers.isEmpty() || one.kind() == org.sluice.catalogue.Registration.Kind.REPEATED) {
        unsettled.add(object);
      }
    }
    queue(keys, objects);
    statuses.refresh(unsettled.stream().map(LakeObject::key).toList());
  }

  /** Queues objects that every route declined to the fallbacks that take them. */
  public void fallBack(List<LakeObject> declined) {
    List<RunKey> keys = new ArrayList<>();
    List<LakeObject> objects = new ArrayList<>();
    for (LakeObject object : declined) {
      for (LakeRoute route : table.fallbacks(object)) {
        keys.add(key(object, route));
        objects.add(object);
      }
    }
    queue(keys, objects);
  }

  private void queue(List<RunKey> keys, List<LakeObject> objects) {
    if (keys.isEmpty()) {
      return;
    }
    runs.await(keys, objects);
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      LakeObject object = objects.get(i);
      String topic = Topics.route(keys.get(i).route());
      records.add(new ProducerRecord<>(topic, object.key().path(), entry(keys.get(i), object)));
    }
    send(records);
  }

  /** What landed in the gold of a project, as JSON, under the object's key. */
  public record Announcement(String project, String key, String text) {}

  /** Announces what landed in gold; announcements are made before their runs count as done. */
  public void announce(List<Announcement> announcements) {
    send(
        announcements.stream()
            .map(one -> new ProducerRecord<>(Topics.gold(one.project()), one.key(), one.text()))
            .toList());
  }

  /** Returns once Kafka has all of them. */
  private void send(List<ProducerRecord<String, String>> records) {
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

  private static String entry(RunKey key, LakeObject object) {
    return new QueueEntry(
            key.eventId(),
            key.route(),
            key.revision(),
            key.replay(),
            object.key().account(),
            object.key().container(),
            object.key().object(),
            object.version())
        .json();
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
