package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Waiting;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;

/** Very many events that wait: each is looked at in its time. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class DelayedEventsLakeTest extends RegistryRig {
  private static final int MANY = 1500;

  private final Instant now = Instant.now();

  private ObjectEvent put(String object, String timestamp, String why, Instant due) {
    ObjectEvent event = Events.created(object, timestamp);
    String json = Events.json(object, timestamp);
    waiting.put(event.id(), event.key(), timestamp, json, why, due);
    return event;
  }

  @Test
  void oneThatIsDueIsRegisteredBehindManyOlderOnesThatAreNot() {
    for (int n = 0; n < MANY; n++) {
      put(name + n, OLDER, Waiting.LATE_DOCUMENT, now.plusSeconds(600));
    }
    ObjectEvent due = put(name + "due", NEWER, Waiting.SWIFT, now.minusSeconds(1));
    delayed().turn();
    assertEquals(Set.of(due.key()), registered(name + "0", name + "due"));
    assertFalse(waiting.holds(due.key()));
  }

  @Test
  void aToolsDocumentIsFoundAlsoForTheLastOfMany() {
    for (int n = 0; n < MANY; n++) {
      put(name + n, OLDER, Waiting.LATE_DOCUMENT, now.plusSeconds(600));
    }
    String number = String.valueOf(System.nanoTime());
    ObjectEvent last = put(number, NEWER, Waiting.LATE_DOCUMENT, now.plusSeconds(601));
    registry.register(List.of(new Registry.Incoming(last, Events.json(number, NEWER))));
    mongo
        .getDatabase("swift")
        .getCollection("neocampus")
        .insertOne(new Document("_id", number).append("swift_object_id", number));
    DelayedEvents delayed = delayed();
    delayed.turn();
    delayed.turn();
    assertEquals(number, documents.find(last.key()).get("_id"), "one is made of both");
  }

  @Test
  void eachPageGoesOnWhereTheLastEnded() {
    Set<String> seen = new HashSet<>();
    for (int n = 0; n < MANY; n++) {
      // Many are due at the same time: the order among them is that of their ids.
      put(name + n, OLDER, Waiting.SWIFT, now.minusSeconds(n % 2));
    }
    Waiting.Page first = waiting.due(now, null);
    Waiting.Page second = waiting.due(now, first.last());
    first.entries().forEach(one -> seen.add(one.eventId()));
    second.entries().forEach(one -> seen.add(one.eventId()));
    assertEquals(List.of(1000, 500), List.of(first.entries().size(), second.entries().size()));
    assertEquals(MANY, seen.size());
    assertNull(second.last());
  }
}
