package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** Two hubs that are told of an object at the same time, as when one has stalled. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RegistrarLakeTest {
  private static final Function<LakeObject, Takers> NONE = o -> new Takers("set1", List.of());
  private static final String OLDER = "1795464361.00000";
  private static final String NEWER = "1795464362.00000";
  private static final String NEWEST = "1795464363.00000";

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

  @Test
  void anOlderPostIsNotWrittenOverANewerOneThatWasFaster() {
    know(older);
    assertEquals(
        Registration.Kind.NOTHING, update(posted(NEWER, "old"), posted(NEWEST, "new")).kind());
    assertStands(posted(NEWEST, "new"), OLDER, "new");
  }

  @Test
  void aNewerPostIsWrittenOverAnOlderOneThatWasFaster() {
    know(older);
    assertEquals(
        Registration.Kind.METADATA, update(posted(NEWEST, "new"), posted(NEWER, "old")).kind());
    assertStands(posted(NEWEST, "new"), OLDER, "new");
  }

  @Test
  void aPutLeavesWhatANewerPostSaysThatWasFaster() {
    know(older);
    assertEquals(Registration.Kind.DATA, update(newer, posted(NEWEST, "new")).kind());
    assertStands(newer, NEWER, "new");
    assertEquals(Registration.Kind.NOTHING, know(posted(NEWEST, "new")).kind());
    assertStands(newer, NEWER, "new");
  }

  @Test
  void aPostGoesToAPutThatWasFaster() {
    know(older);
    assertEquals(Registration.Kind.METADATA, update(posted(NEWEST, "new"), newer).kind());
    assertStands(posted(NEWEST, "new"), NEWER, "new");
  }

  @Test
  void aNewerPutVoidsAPostThatWasFaster() {
    know(older);
    ObjectEvent newest = Events.created(name, NEWEST);
    assertEquals(Registration.Kind.DATA, update(newest, posted(NEWER, "old")).kind());
    assertStands(newest, NEWEST, null);
  }

  @Test
  void anOlderDeletionIsNotWrittenOverANewerPutThatWasFaster() {
    know(older);
    ObjectEvent newest = Events.created(name, NEWEST);
    assertEquals(Registration.Kind.NOTHING, update(Events.deleted(name, NEWER), newest).kind());
    assertStands(newest, NEWEST, null);
    assertEquals("waiting", document().getString("status"));
  }

  @Test
  void theSameUpdateOfBothIsDispatchedByBoth() {
    know(older);
    assertEquals(Registration.Kind.REPEATED, update(newer, newer).kind());
    assertStands(newer, NEWER, null);
  }

  @Test
  void aRepeatThatIsOvertakenMeanwhileIsNothing() {
    know(older);
    assertEquals(Registration.Kind.NOTHING, update(older, newer).kind());
    assertStands(newer, NEWER, null);
  }

  @Test
  void theOthersOfTheBatchAreRegisteredAsWell() {
    ObjectEvent other = Events.created(name + "other", OLDER);
    know(older);
    know(other);
    ObjectEvent mine = Events.posted(name + "other", NEWER, "application", "mine");
    List<Registered> both =
        during("update", posted(NEWEST, "new"), List.of(posted(NEWER, "old"), mine));
    assertEquals(
        List.of(Registration.Kind.NOTHING, Registration.Kind.REPEATED),
        both.stream().map(Registered::kind).toList());
    assertStands(posted(NEWEST, "new"), OLDER, "new");
    assertEquals("mine", document(other).getString("application"));
  }

  private ObjectEvent posted(String timestamp, String application) {
    return Events.posted(name, timestamp, "application", application);
  }

  private Registered know(ObjectEvent event) {
    return with(null, registrar -> registrar.register(List.of(event), NONE)).get(0);
  }

  /**
   * @param event that stands
   * @param timestamp of the data
   * @param application that a POST said; null where what the PUT said stands
   */
  private void assertStands(ObjectEvent event, String timestamp, String application) {
    assertEquals(event.id(), document().getString("event_id"));
    assertEquals(timestamp, document().getString("timestamp"));
    assertEquals(
        application == null ? "campus sensors" : application, document().getString("application"));
  }

  /** Registers an event while another hub registers one between the reading and the writing. */
  private Registered register(ObjectEvent mine, ObjectEvent theirs) {
    return one(during("insert", theirs, List.of(mine)));
  }

  /** The same of an object that is known. */
  private Registered update(ObjectEvent mine, ObjectEvent theirs) {
    return one(during("update", theirs, List.of(mine)));
  }

  private static Registered one(List<Registered> registered) {
    assertEquals(1, registered.size());
    return registered.get(0);
  }

  private static List<Registered> during(
      String command, ObjectEvent theirs, List<ObjectEvent> mine) {
    AtomicBoolean first = new AtomicBoolean(true);
    CommandListener between =
        new CommandListener() {
          @Override
          public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals(command) && first.getAndSet(false)) {
              with(null, registrar -> registrar.register(List.of(theirs), NONE));
            }
          }
        };
    List<Registered> registered = with(between, registrar -> registrar.register(mine, NONE));
    assertFalse(first.get(), "nothing was written");
    return registered;
  }

  private Document document() {
    return document(older);
  }

  private static Document document(ObjectEvent of) {
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      return documents(mongo).find(of.key());
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
