package org.sluice.gold.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.batch.BatchWatch;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.TestRuns;
import org.sluice.routes.RouteKit;
import org.sluice.trial.TrialRun;

/** The sink as a route names it, with Kafka's own mock of a producer. */
class TopicSinkTest {
  private MockProducer<String, String> producer =
      new MockProducer<>(true, new StringSerializer(), new StringSerializer());

  private final List<String> provided = new ArrayList<>();
  private RuntimeException unprovided;
  private CamelContext context;
  private TrialRun last;

  private final Brokers brokers =
      new Brokers() {
        @Override
        public String address() {
          return "kafka:9092";
        }

        @Override
        public Producer<String, String> producer() {
          return producer;
        }

        @Override
        public void provide(String topic) {
          if (unprovided != null) {
            throw unprovided;
          }
          provided.add(topic);
        }
      };

  @AfterEach
  void stop() {
    if (context != null) {
      context.stop();
    }
  }

  private void route(String parameters, String from) throws Exception {
    stop();
    context = RouteKit.context("http://127.0.0.1:1");
    GoldSinks.register(
        context,
        GoldWriters.NONE.with(
            GoldWriters.NONE.objects(),
            new KafkaTopicWriter(brokers, BatchWatch.NONE),
            GoldWriters.NONE.requests()));
    context.start();
    RouteKit.load(
        context,
        """
        - route:
            id: tried
            from:
              uri: lake:objects%s
              steps:
                - to: kamelet:json-records-action
                - to: {uri: 'kamelet:kafka-records-sink', parameters: {%s}}
        """
            .formatted(from, parameters));
  }

  private Exception run(String version, String text) throws Exception {
    last = TestRuns.ofLines("p", "a.json", version, 20);
    Exchange exchange =
        RouteKit.run(
            context, last, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return exchange.getException();
  }

  private static Map<String, String> headers(ProducerRecord<String, String> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(one -> headers.put(one.key(), new String(one.value(), StandardCharsets.UTF_8)));
    return headers;
  }

  private static Fault fault(Exception e) {
    return assertInstanceOf(FaultException.class, e, () -> "it did not fail, but " + e).fault();
  }

  @Test
  void stepsThatSendToOneTopicCountOn() throws Exception {
    String step = "}}\n        - to: {uri: 'kamelet:kafka-records-sink', parameters: {topic: ";
    route("topic: t" + step + "u" + step + "t, key: '{n}'", "");
    assertNull(run(TestRuns.OLDER, "{\"n\": 1}\n{\"n\": 2}\n"));
    assertEquals(
        List.of("t 000000", "t 000001", "u 000000", "u 000001", "t 000002", "t 000003"),
        producer.history().stream()
            .map(one -> one.topic() + " " + headers(one).get("sluice-id").split(":")[1])
            .toList());
  }

  @Test
  void eachRecordIsSentWithWhereItComesFrom() throws Exception {
    route("topic: orders, key: '{who.id}'", "");
    assertNull(run(TestRuns.OLDER, "{\"n\": 1, \"who\": {\"id\": 7}}"));
    assertEquals(List.of("orders"), provided);
    ProducerRecord<String, String> sent = producer.history().get(0);
    assertEquals("7", sent.key());
    assertEquals("{\"n\":1,\"who\":{\"id\":7}}", sent.value());
    Map<String, String> headers = headers(sent);
    assertTrue(headers.remove("sluice-id").matches("[A-Z2-7]{32}:000000"));
    assertEquals(
        Map.of(
            "sluice-account", "AUTH_lake",
            "sluice-object", "p/a.json",
            "sluice-version", TestRuns.OLDER,
            "sluice-route", "tried"),
        headers);
    assertEquals(1, last.writes().get(0).records());
    assertEquals("kafka:9092", last.writes().get(0).store());
  }

  @Test
  void aRepeatHasTheIdsOfTheFirstAndEachRecordItsOwnInManyPasses() throws Exception {
    route("topic: orders", "");
    String text = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n{\"n\":5}\n";
    run(TestRuns.OLDER, text);
    assertNull(run(TestRuns.OLDER, text));
    List<String> ids =
        producer.history().stream().map(one -> headers(one).get("sluice-id")).toList();
    assertEquals(10, ids.size());
    assertEquals(ids.subList(0, 5), ids.subList(5, 10));
    Set<String> distinct = new HashSet<>(ids);
    assertEquals(5, distinct.size());
    assertEquals(ids, producer.history().stream().map(ProducerRecord::key).toList());
    assertEquals(List.of("orders"), provided, "looked for once");
  }

  @Test
  @Timeout(120)
  void theRunGoesOnOnlyOnceKafkaHasAcknowledged() throws Exception {
    producer = new MockProducer<>(false, new StringSerializer(), new StringSerializer());
    route("topic: orders", "");
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Exception> going = threads.submit(() -> run(TestRuns.OLDER, "{\"n\":1}"));
      while (producer.history().isEmpty()) {
        Thread.onSpinWait();
      }
      assertFalse(going.isDone());
      producer.completeNext();
      assertNull(going.get(120, TimeUnit.SECONDS));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRecordThatKafkaDoesNotTakeIsAFaultOrSkippedAndTheOthersAreSent() throws Exception {
    refusing("\"n\":2", new RecordTooLargeException("1 MiB"));
    route("topic: orders", "");
    String text = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n";
    Exception e = run(TestRuns.OLDER, text);
    assertEquals(Fault.GOLD_REJECTED, fault(e));
    assertTrue(e.getMessage().startsWith("Record 2: Kafka, kafka:9092, topic orders, refused"));
    route("topic: orders", "?onReject=skip");
    producer.clear();
    assertNull(run(TestRuns.OLDER, text));
    assertEquals(2, producer.history().size());
    assertEquals(1, last.rejects().size());
    assertEquals(2, last.writes().get(0).records());
    assertEquals(1, last.writes().get(0).refused());
  }

  private void refusing(String what, RuntimeException why) {
    producer =
        new MockProducer<>(true, new StringSerializer(), new StringSerializer()) {
          @Override
          public Future<org.apache.kafka.clients.producer.RecordMetadata> send(
              ProducerRecord<String, String> record) {
            return record.value().contains(what)
                ? java.util.concurrent.CompletableFuture.failedFuture(why)
                : super.send(record);
          }
        };
  }

  @Test
  void whatIsNotTheRecordsFaultEndsItAtOnce() throws Exception {
    refusing("n", new TimeoutException("Topic orders not present in metadata after 10000 ms."));
    route("topic: orders", "");
    Exception e = run(TestRuns.OLDER, "{\"n\":1}\n{\"n\":2}\n");
    assertEquals(Fault.GOLD_UNREACHABLE, fault(e));
    refusing("n", new TopicAuthorizationException("orders"));
    assertEquals(Fault.ACCESS_DENIED, fault(run(TestRuns.OLDER, "{\"n\":1}")));
    assertEquals(2, provided.size(), "after a fault it is looked for again");
    unprovided = new IllegalStateException("Topic orders cannot be looked at");
    e = run(TestRuns.OLDER, "{\"n\":1}");
    assertEquals(Fault.GOLD_UNREACHABLE, fault(e));
  }

  @Test
  void aRecordWithoutWhatItsKeyIsMadeOfIsAFault() throws Exception {
    route("topic: orders, key: '{id}'", "");
    Exception e = run(TestRuns.OLDER, "{\"id\":1}\n{\"n\":2}\n");
    assertEquals(Fault.RECORD_INVALID, fault(e));
    assertEquals("Record 2 lacks what 'key' is made of.", e.getMessage());
  }

  @Test
  void topicsOfTheLakeAndOfKafkaAreRefusedWhenTheRouteIsLoaded() {
    for (String topic :
        List.of("lake.events", "lake.route.x", "lake.gold.p", "__consumer_offsets", "a b", "..")) {
      Throwable e = assertThrows(Exception.class, () -> route("topic: '" + topic + "'", ""));
      StringBuilder said = new StringBuilder();
      for (; e != null; e = e.getCause()) {
        said.append(e.getMessage());
      }
      assertTrue(said.toString().contains("'topic' is '" + topic + "'"), said::toString);
    }
  }
}
