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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.event.Names;

/**
 * The lake's topics, made by the hub. Events and queues are never trimmed by time: what waits
 * outlives any outage, and what is done is deleted by {@link DoneRecords}. How long announcements
 * of gold are kept is Kafka's own setting.
 */
public final class Topics {
  public static final String EVENTS = "lake.events";

  /** Removals of gold whose route is gone. */
  public static final String REMOVALS = "lake.removals";

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

  /** How the hub makes what only hubs read; by anything else Kafka may drop what waits. */
  private static final Map<String, String> UNTRIMMED =
      Map.of("retention.ms", "-1", "retention.bytes", "-1", "cleanup.policy", "delete");

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
  synchronized Admin admin() {
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

  /** Whether only hubs read a topic, so that what they have done of it is of use to nobody. */
  static boolean isHubs(String topic) {
    return topic.equals(EVENTS) || topic.equals(REMOVALS) || topic.startsWith(ROUTE);
  }

  /**
   * Makes a topic where it is missing; one that is there and is not as it ought to be is told.
   *
   * @throws IllegalStateException when Kafka does not answer or refuses
   */
  public void ensure(String topic) {
    if (present.contains(topic)) {
      return;
    }
    int partitions = topic.equals(EVENTS) ? eventsPartitions : routePartitions;
    NewTopic fresh = new NewTopic(topic, partitions, replication);
    boolean made = make(isHubs(topic) ? fresh.configs(UNTRIMMED) : fresh);
    if (!made && isHubs(topic)) {
      look(topic, partitions);
    }
    present.add(topic);
  }

  /** What is not as it ought to be holds up nothing yet: it is told, and goes on. */
  private void look(String topic, int partitions) {
    try {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      Config config =
          answer(
              admin().describeConfigs(List.of(resource)).values().get(resource),
              "The settings of topic " + topic + " cannot be looked at");
      UNTRIMMED.forEach((name, ought) -> compare(topic, config.get(name), ought));
      int there =
          answer(
                  admin().describeTopics(List.of(topic)).topicNameValues().get(topic),
                  "Topic " + topic + " cannot be looked at")
              .partitions()
              .size();
      if (there < partitions) {
        LOG.warn(
            "Topic {} has {} partitions where the hub's settings say {}: no more hubs than that"
                + " read it at a time. Delete it while nothing waits on it, and the hub makes it"
                + " anew; or say {} in the settings",
            topic,
            there,
            partitions,
            there);
      }
    } catch (ExecutionException | IllegalStateException e) {
      LOG.warn("Whether Kafka trims topic {} is not known: {}", topic, e.getMessage());
    }
  }

  private static void compare(String topic, ConfigEntry entry, String ought) {
    if (entry != null && !ought.equals(entry.value())) {
      LOG.warn(
          "Topic {} has {}={} where it ought to be {}: Kafka drops what waits on it. Set it:"
              + " kafka-configs.sh --alter --entity-type topics --entity-name {} --add-config"
              + " {}={}",
          topic,
          entry.name(),
          entry.value(),
          ought,
          topic,
          entry.name(),
          ought);
    }
  }

  /**
   * Makes a topic that is not the lake's where it is missing, as the brokers' settings have it.
   *
   * @throws IllegalStateException when Kafka does not answer or refuses; its cause says why
   */
  public void provide(String topic) {
    try {
      answer(
          admin().describeTopics(List.of(topic)).allTopicNames(),
          "Topic " + topic + " cannot be looked at");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw new IllegalStateException(
            "Topic " + topic + " cannot be looked at: " + e.getCause().getMessage(), e.getCause());
      }
      make(new NewTopic(topic, Optional.empty(), Optional.empty()));
    }
  }

  /** Whether it was missing. */
  private boolean make(NewTopic fresh) {
    String failing = "Topic " + fresh.name() + " cannot be made";
    try {
      answer(admin().createTopics(List.of(fresh)).all(), failing);
      return true;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(failing + ": " + e.getCause().getMessage(), e.getCause());
      }
      return false;
    }
  }

  /**
   * Waits for Kafka.
   *
   * @param failing what is said where it does not answer
   * @throws ExecutionException what Kafka says against it
   * @throws IllegalStateException when Kafka is silent
   */
  static <T> T answer(KafkaFuture<T> asked, String failing) throws ExecutionException {
    try {
      return asked.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(failing + ": Kafka is silent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failing + ": interrupted", e);
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
