package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Projects;
import org.sluice.event.Sidecar;
import org.sluice.gold.TestRuns;

/** An object and its sidecar, whichever comes first, and by whichever hub. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class SidecarsLakeTest {
  private static final Function<LakeObject, Takers> NONE = o -> new Takers("set1", List.of());
  private static final String T1 = "1795464361.00000";
  private static final String T2 = "1795464362.00000";
  private static final String T3 = "1795464363.00000";

  private final MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  private final Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
  private final Registrar registrar =
      new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
  private final Sidecars sidecars = new Sidecars(mongo, documents, ProjectDefaults.NONE);
  private final String name = "sidecars/" + Long.toString(System.nanoTime(), 36) + ".json";

  @AfterEach
  void close() {
    mongo.close();
  }

  private static ObjectEvent told(String of, String since, String json) {
    ObjectEvent event = Events.created(of + Sidecar.ENDING, since);
    return event.telling(
        Sidecar.of(event.key()).orElseThrow(),
        since,
        json == null ? Map.of() : Map.of("other-data", json));
  }

  /** What a hub does when the object's event comes. */
  private List<Registered> object(ObjectEvent event) {
    registrar.register(List.of(event), NONE);
    return sidecars.apply(List.of(event), NONE);
  }

  /** What a hub does when the sidecar's event comes. */
  private List<Registered> sidecar(ObjectEvent told) {
    sidecars.keep(told);
    return sidecars.apply(List.of(told), NONE);
  }

  private Document document(String of) {
    return documents.find(Events.created(of, T1).key());
  }

  @Test
  void whicheverComesFirstTheEndIsTheSame() {
    assertEquals(0, sidecar(told(name, T1, "{\"a\":1}")).size());
    assertEquals(1, object(Events.created(name, T2)).size());
    String other = name + "x";
    assertEquals(0, object(Events.created(other, T2)).size());
    assertEquals(1, sidecar(told(other, T1, "{\"a\":1}")).size());
    for (String field : List.of("other_data", "sidecar", "sidecar_version", "status")) {
      assertEquals(document(name).get(field), document(other).get(field), field);
    }
    assertEquals(new Document("a", 1), document(name).get("other_data"));
    assertEquals(Documents.version(document(name)), Documents.version(document(other)));
  }

  @Test
  void theNewestSidecarStandsWhateverTheOrder() {
    object(Events.created(name, T1));
    sidecar(told(name, T3, "{\"a\":3}"));
    assertEquals(
        List.of(Registration.Kind.REPEATED),
        sidecar(told(name, T2, "{\"a\":2}")).stream().map(Registered::kind).toList());
    assertEquals(new Document("a", 3), document(name).get("other_data"));
  }

  @Test
  void aSidecarThatWasDeletedSaysNothingOfWhatComesLater() {
    sidecar(told(name, T1, "{\"a\":1}"));
    sidecar(told(name, T2, null));
    object(Events.created(name, T3));
    assertEquals(new Document(), document(name).get("other_data"));
  }

  @Test
  void ofManyThatComeAtOnceNoneIsLost() throws Exception {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> name + i).toList();
    List<Callable<Object>> work =
        List.of(
            () -> names.stream().map(one -> object(Events.created(one, T1))).toList(),
            () -> names.stream().map(one -> sidecar(told(one, T2, "{\"a\":1}"))).toList(),
            () ->
                names.stream()
                    .map(one -> object(Events.posted(one, T3, "application", "posted")))
                    .toList());
    TestRuns.atOnce(work);
    for (String one : names) {
      // Where the POST came before all else, Swift would have been asked.
      object(Events.posted(one, T3, "application", "posted"));
      assertEquals(new Document("a", 1), document(one).get("other_data"), one);
      assertEquals("posted", document(one).get("application"), one);
    }
  }
}
