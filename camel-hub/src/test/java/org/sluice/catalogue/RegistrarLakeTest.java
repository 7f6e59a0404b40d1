package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Projects;

/** Two hubs that come to know an object at the same time, as when one has stalled. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RegistrarLakeTest {
  private static final Function<LakeObject, Takers> NONE = o -> new Takers("set1", List.of());
  private static final String OLDER = "1795464361.00000";
  private static final String NEWER = "1795464362.00000";

  private final String name = "registrar/" + Long.toString(System.nanoTime(), 36) + ".json";
  private final ObjectEvent older = Events.created(name, OLDER);
  private final ObjectEvent newer = Events.created(name, NEWER);

  @Test
  void theNewerVersionStandsWhoeverWritesLast() {
    assertEquals(Registration.Kind.NOTHING, register(older, newer).kind());
    assertEquals(NEWER, document().getString("timestamp"));
  }

  @Test
  void theNewerVersionWinsAlsoWhereTheOlderOneWasFaster() {
    assertEquals(Registration.Kind.DATA, register(newer, older).kind());
    assertEquals(NEWER, document().getString("timestamp"));
  }

  @Test
  void theSameEventOfBothIsDispatchedByBothAndMakesOneDocument() {
    assertEquals(Registration.Kind.REPEATED, register(older, older).kind());
    assertEquals(OLDER, document().getString("timestamp"));
    assertEquals("set1", document().getString("route_set"));
  }

  @Test
  void ofSeveralEventsOfAnObjectOnlyTheLastCountsAndTheOthersAreToldAsNothing() {
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      Registrar registrar =
          new Registrar(mongo, documents(mongo), new ToolDocuments(mongo, documents(mongo)));
      for (int times = 0; times < 2; times++) {
        List<Registered> both = registrar.register(List.of(older, newer), NONE);
        assertEquals(
            List.of(older.id(), newer.id()), both.stream().map(one -> one.event().id()).toList());
        assertEquals(Registration.Kind.NOTHING, both.get(0).kind());
        assertEquals(
            times == 0 ? Registration.Kind.DATA : Registration.Kind.REPEATED, both.get(1).kind());
      }
    }
  }

  /** Registers an event while another hub registers one between the reading and the writing. */
  private Registered register(ObjectEvent mine, ObjectEvent theirs) {
    AtomicBoolean first = new AtomicBoolean(true);
    CommandListener between =
        new CommandListener() {
          @Override
          public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("insert") && first.getAndSet(false)) {
              with(null, registrar -> registrar.register(List.of(theirs), NONE));
            }
          }
        };
    List<Registered> registered =
        with(between, registrar -> registrar.register(List.of(mine), NONE));
    assertEquals(1, registered.size());
    return registered.get(0);
  }

  private Document document() {
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      return documents(mongo).find(older.key());
    }
  }

  private static Documents documents(MongoClient mongo) {
    return new Documents(mongo, new Projects(Set.of("AUTH_tried")));
  }

  private static <T> T with(CommandListener listener, Function<Registrar, T> work) {
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(System.getenv("SLUICE_MONGODB_URI")));
    if (listener != null) {
      settings.addCommandListener(listener);
    }
    try (MongoClient mongo = MongoClients.create(settings.build())) {
      Documents documents = documents(mongo);
      return work.apply(new Registrar(mongo, documents, new ToolDocuments(mongo, documents)));
    }
  }
}
