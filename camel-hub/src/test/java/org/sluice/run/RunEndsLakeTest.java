package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Takers;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Projects;

/** What follows from runs that end together. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RunEndsLakeTest {
  private static MongoClient mongo;
  private static Documents documents;
  private static Registrar registrar;
  private static Runs runs;

  private final String name = "ends/" + Long.toString(System.nanoTime(), 36) + ".json";
  private final List<String> fellBack = new ArrayList<>();

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
    registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
    runs = new Runs(mongo);
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @Test
  void whatAllDeclinedFallsBackAlsoBesideAnEndOfTheVersionBefore() {
    LakeObject first = register(Events.created(name, "1795464361.00000"), "pictures");
    Document before = documents.find(first.key());
    LakeObject second = register(Events.created(name, "1795464362.00000"), "readings");
    ends()
        .write(
            List.of(
                end(first, "pictures", Status.SUPERSEDED, before),
                end(second, "readings", Status.DECLINED, documents.find(second.key()))));
    assertEquals(List.of(second.version()), fellBack);
  }

  @Test
  void whatAnotherRunMayYetTakeDoesNotFallBack() {
    LakeObject object = register(Events.created(name, "1795464361.00000"), "a", "b");
    Document read = documents.find(object.key());
    ends().write(List.of(end(object, "a", Status.DECLINED, read)));
    assertEquals(List.of(), fellBack);
    ends().write(List.of(end(object, "b", Status.DECLINED, read)));
    assertEquals(List.of(object.version()), fellBack);
  }

  private RunEnds ends() {
    return new RunEnds(
        documents,
        runs,
        new DayCounts(mongo),
        new Statuses(documents, runs, 100),
        new RunEnds.Ensuing() {
          @Override
          public void announce(List<Queues.Announcement> announcements) {}

          @Override
          public boolean isFallback(String route) {
            return false;
          }

          @Override
          public void fallBack(List<Queues.Declined> declined) {
            declined.forEach(one -> fellBack.add(one.object().version()));
          }

          @Override
          public void takeBack(List<Queues.Taken> taken) {}

          @Override
          public void queue(LakeObject object, String route, String id) {}
        },
        new Ledger(mongo));
  }

  private static LakeObject register(ObjectEvent event, String... routes) {
    return registrar
        .register(
            List.of(event),
            object ->
                new Takers("", List.of(routes).stream().map(route -> key(object, route)).toList()))
        .get(0)
        .object();
  }

  private static RunKey key(LakeObject object, String route) {
    return new RunKey(object.eventId(), route, "r1", RunKey.LIVE);
  }

  private static Ended end(LakeObject object, String route, Status status, Document read) {
    Instant now = Instant.now();
    RunKey key = key(object, route);
    RunEnd end =
        new RunEnd(
            RunOf.of(key, object, now),
            true,
            1,
            status,
            now,
            now,
            null,
            null,
            List.of(),
            List.of(),
            0,
            List.of());
    QueueEntry entry =
        new QueueEntry(
            key.eventId(),
            route,
            "r1",
            key.replay(),
            object.key().account(),
            object.key().container(),
            object.key().object(),
            object.version(),
            null,
            0);
    return new Ended(entry, false, end, null, List.of(), read, null);
  }
}
