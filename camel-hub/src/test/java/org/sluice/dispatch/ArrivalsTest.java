package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.event.Events;
import org.sluice.event.JournalProgress;
import org.sluice.event.ObjectEvent;

/** What becomes of a batch of which one does not go. */
class ArrivalsTest {
  private static final String T = "1795464361.00000";
  private static final String PROGRESS =
      "{\"type\": \"org.sluice.journal.progress\", \"data\": {\"proxy\": \"%s\","
          + " \"epoch\": \"e\", \"from\": 1, \"to\": 2}}";

  private final Map<String, RuntimeException> failing = new HashMap<>();
  private final List<String> registered = new ArrayList<>();
  private final List<String> noted = new ArrayList<>();
  private final Map<String, String> aside = new LinkedHashMap<>();
  private final Arrivals arrivals = new Arrivals(this::register, this::note, refused());
  private RuntimeException asideFails;
  private int calls;

  private void register(List<Registry.Incoming> events) {
    calls++;
    List<String> names = events.stream().map(one -> one.event().key().object()).toList();
    for (String name : names) {
      if (failing.containsKey(name)) {
        throw failing.get(name);
      }
    }
    registered.addAll(names);
  }

  private void note(List<JournalProgress> told) {
    for (JournalProgress one : told) {
      if (failing.containsKey(one.proxy())) {
        throw failing.get(one.proxy());
      }
    }
    told.forEach(one -> noted.add(one.proxy()));
  }

  private RefusedEvents refused() {
    return new RefusedEvents(
        (MongoDatabase)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MongoDatabase.class},
                (p, m, a) -> null)) {
      @Override
      public void put(ObjectEvent event, String json, Throwable why) {
        put(event.key().object(), json, why);
      }

      @Override
      public void put(String position, String text, Throwable why) {
        if (asideFails != null) {
          throw asideFails;
        }
        aside.put(position, why.getClass().getSimpleName());
      }
    };
  }

  private void handle(String... events) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    for (String event : events) {
      String text = event.startsWith("{") ? event : Events.json(event, T);
      records.add(new ConsumerRecord<>("lake.events", 0, records.size(), "k", text));
    }
    arrivals.handle(records);
  }

  static List<RuntimeException> lasting() {
    ServerAddress server = new ServerAddress();
    return Arrays.asList(
        new MongoWriteException(
            new WriteError(17280, "the key is too long", new BsonDocument()), server, Set.of()),
        new MongoCommandException(new BsonDocument("code", new BsonInt32(73)), server),
        new NullPointerException());
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void oneThatIsRefusedForGoodIsSetAsideAndTheOthersGoOnInTheirOrder(RuntimeException why) {
    failing.put("b", why);
    handle("a", "b", "c", PROGRESS.formatted("p"));
    assertEquals(List.of("a", "c"), registered);
    assertEquals(Map.of("b", why.getClass().getSimpleName()), aside);
    assertEquals(List.of("p"), noted);
    assertEquals(6, calls, "three times together, then each alone");
  }

  @Test
  void whatGoesTheSecondTimeIsNotTakenApart() {
    Arrivals flaky =
        new Arrivals(
            events -> {
              if (calls++ == 0) {
                throw new IllegalStateException("changed by others");
              }
              events.forEach(one -> registered.add(one.event().key().object()));
            },
            told -> {},
            refused());
    flaky.handle(List.of(new ConsumerRecord<>("t", 0, 0, "k", Events.json("a", T))));
    assertEquals(List.of("a"), registered);
    assertEquals(2, calls);
    assertEquals(Map.of(), aside);
  }

  @Test
  void whatPassesByItselfSetsNothingAside() {
    for (RuntimeException why :
        List.of(
            new MongoSocketReadException("gone", new ServerAddress(), new java.io.IOException()),
            new IllegalStateException("Kafka has not taken an entry", new TimeoutException()))) {
      failing.put("b", why);
      calls = 0;
      assertEquals(why, assertThrows(RuntimeException.class, () -> handle("a", "b")));
      assertEquals(1, calls);
    }
    assertEquals(Map.of(), aside);
  }

  @Test
  void anOutageInTheMiddleOfTakingApartEndsIt() {
    failing.put("b", new NullPointerException());
    failing.put("c", new NullPointerException());
    RuntimeException away =
        new MongoSocketReadException("gone", new ServerAddress(), new java.io.IOException());
    asideFails = away;
    assertEquals(away, assertThrows(RuntimeException.class, () -> handle("a", "b", "c", "d")));
    assertEquals(List.of("a"), registered, "nothing behind what could not be set aside");
    asideFails = null;
    handle("a", "b", "c", "d");
    assertEquals(List.of("a", "a", "d"), registered);
    assertEquals(Set.of("b", "c"), aside.keySet());
  }

  @Test
  void whatIsNoEventOrNotOfAKnownKindIsSetAsideByItsPlace() {
    handle("a", "{\"type\": \"org.sluice.object.unheard\"}", "{]", "{}", "b");
    assertEquals(List.of("a", "b"), registered);
    assertEquals(Set.of("lake.events/0/1", "lake.events/0/2", "lake.events/0/3"), aside.keySet());
  }

  @Test
  void aWordOfAJournalThatCannotBeNotedHoldsUpNoOther() {
    failing.put("q", new NullPointerException());
    handle("a", PROGRESS.formatted("p"), PROGRESS.formatted("q"), PROGRESS.formatted("r"));
    assertEquals(List.of("p", "r"), noted);
    assertEquals(Set.of("lake.events/0/2"), aside.keySet());
  }
}
