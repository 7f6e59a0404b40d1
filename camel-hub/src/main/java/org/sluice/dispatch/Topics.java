package org.sluice.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sluice.event.Names;

/**
 * The lake's topics, made by the hub. Events and queues are never trimmed by time: what waits
 * outlives any outage.
 */
public final class Topics {
  public static final String EVENTS = "lake.events";

  /** Removals of gold whose route is gone. */
  public static final String REMOVALS = "lake.removals";

  private static final String ROUTE = "lake.route.";
  private static final String GOLD = "lake.gold.";
  private static final long WAIT_SECONDS = 20;

  private final KafkaClients kafka;
  private final short replication;
  private final int eventsPartitions;
  private final int routePartitions;
  private final Set<String> present = ConcurrentHashMap.newKeySet();
  private Admin admin;

  public Topics(KafkaClients kafka, int replication, int eventsPartitions, int routePartitions) {
    this.kafka = kafka;
    this.replication = (short) replication;
    this.eventsPartitions = eventsPartitions;
    this.routePartitions = routePartitions;
  }

  /** One for all: a client that is opened and closed costs more than what it asks. */
  private synchronized Admin admin() {
    if (admin == null) {
      admin = kafka.admin();
    }
    return admin;
  }

  /** A route's queue. */
  public static String route(String route) {
    return Names.topic(ROUTE, route);
  }

  /** Where what landed in a project's gold is announced. */
  public static String gold(String project) {
    return Names.topic(GOLD, project);
  }

  /**
   * Makes a topic where it is missing.
   *
   * @throws IllegalStateException when Kafka does not answer or refuses
   */
  public void ensure(String topic) {
    if (present.contains(topic)) {
      return;
    }
    make(
        new NewTopic(topic, topic.equals(EVENTS) ? eventsPartitions : routePartitions, replication)
            .configs(Map.of("retention.ms", "-1", "cleanup.policy", "delete")));
    present.add(topic);
  }

  /**
   * Makes a topic that is not the lake's where it is missing, as the brokers' settings have it.
   *
   * @throws IllegalStateException when Kafka does not answer or refuses; its cause says why
   */
  public void provide(String topic) {
    try {
      admin().describeTopics(List.of(topic)).allTopicNames().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw new IllegalStateException(
            "Topic " + topic + " cannot be looked at: " + e.getCause().getMessage(), e.getCause());
      }
      make(new NewTopic(topic, Optional.empty(), Optional.empty()));
    } catch (TimeoutException e) {
      throw new IllegalStateException("Topic " + topic + " cannot be looked at", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted looking at topic " + topic, e);
    }
  }

  private void make(NewTopic fresh) {
    String topic = fresh.name();
    try {
      admin().createTopics(List.of(fresh)).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "Topic " + topic + " cannot be made: " + e.getCause().getMessage(), e.getCause());
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("Topic " + topic + " cannot be made: Kafka is silent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted making topic " + topic, e);
    }
  }

  /** Whether Kafka answers; the reason when it does not. */
  public Optional<String> complaint() {
    try {
      admin().describeCluster().nodes().get(3, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("Kafka does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
