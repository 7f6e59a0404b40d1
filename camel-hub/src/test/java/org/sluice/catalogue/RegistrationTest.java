package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sluice.catalogue.Registration.Kind.DATA;
import static org.sluice.catalogue.Registration.Kind.DELETED;
import static org.sluice.catalogue.Registration.Kind.METADATA;
import static org.sluice.catalogue.Registration.Kind.NOTHING;
import static org.sluice.catalogue.Registration.Kind.REPEATED;
import static org.sluice.catalogue.Registration.Kind.UNKNOWN;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.Sidecar;

class RegistrationTest {
  private static final String T1 = "1795464361.00000";
  private static final String T2 = "1795464362.00000";
  private static final String T3 = "1795464363.00000";
  private final Document document = new Document();
  private Map<String, String> defaults = Map.of();

  private Registration.Kind apply(ObjectEvent event) {
    return Registration.apply(document, event, "neocampus", defaults);
  }

  /** What a sidecar that was put at some time says. */
  private Registration.Kind tell(String since, String json) {
    Map<String, String> said =
        json == null ? Map.of() : JsonSaying.of(json.getBytes(StandardCharsets.UTF_8));
    ObjectEvent sidecar = Events.created("jan.json.sluice.json", since);
    ObjectKey object = Sidecar.of(sidecar.key()).orElseThrow();
    assertEquals("jan.json", object.object());
    return apply(sidecar.telling(object, since, said));
  }

  private Document other() {
    return (Document) document.get("other_data");
  }

  @Test
  void aFirstPutMakesTheDocumentThatToolsKnow() {
    assertEquals(DATA, apply(Events.created("jan.json", T1)));
    assertEquals("application/json", document.get("content_type"));
    assertEquals("campus:alice", document.get("swift_user"));
    assertEquals("neocampus", document.get("swift_container"));
    assertEquals("jan.json", document.get("original_object_name"));
    assertEquals("campus sensors", document.get("application"));
    assertEquals("default", document.get("data_processing"));
    assertEquals("waiting", document.get("status"));
  }

  @Test
  void anOlderVersionThatArrivesLaterChangesNothing() {
    apply(Events.created("jan.json", T2));
    Document before = new Document(document);
    assertEquals(NOTHING, apply(Events.created("jan.json", T1)));
    assertEquals(NOTHING, apply(Events.deleted("jan.json", T1)));
    assertEquals(before, document);
  }

  @Test
  void theSameEventAgainIsARepeat() {
    apply(Events.created("jan.json", T1));
    assertEquals(REPEATED, apply(Events.created("jan.json", T1)));
  }

  @Test
  void aDeletionStandsUntilANewerPut() {
    apply(Events.created("jan.json", T1));
    assertEquals(DELETED, apply(Events.deleted("jan.json", T2)));
    assertEquals("deleted", document.get("status"));
    assertEquals(DATA, apply(Events.created("jan.json", T3)));
    assertEquals("waiting", document.get("status"));
  }

  @Test
  void aDeletionOfAnUnknownObjectKeepsAnOlderPutOut() {
    assertEquals(DELETED, apply(Events.deleted("jan.json", T2)));
    assertEquals(NOTHING, apply(Events.created("jan.json", T1)));
  }

  @Test
  void metadataThatRoutesGoByMakesThemLookAgain() {
    apply(Events.created("jan.json", T1));
    assertEquals(METADATA, apply(Events.posted("jan.json", T2, "other-data", "{\"a\":1}")));
    assertEquals(new Document("a", 1), document.get("other_data"));
    assertEquals(T1, document.get("timestamp"));
  }

  @Test
  void metadataThatSaysTheSameRunsNothing() {
    apply(Events.created("jan.json", T1));
    assertEquals(NOTHING, apply(Events.posted("jan.json", T2, "application", "campus sensors")));
  }

  @Test
  void metadataOlderThanTheDataIsVoid() {
    apply(Events.created("jan.json", T2));
    assertEquals(NOTHING, apply(Events.posted("jan.json", T1, "other-data", "{\"a\":1}")));
  }

  @Test
  void metadataOfAnUnknownObjectAsksSwift() {
    assertEquals(UNKNOWN, apply(Events.posted("jan.json", T1, "a", "b")));
  }

  @Test
  void whatAnInsertionToolSaidStandsAndTheRestIsFilledIn() {
    document
        .append("_id", "theirs")
        .append("swift_object_id", "17")
        .append("original_object_name", "photo.jpg")
        .append("content_type", "image/jpeg")
        .append("swift_user", "campus:bob")
        .append("application", "")
        .append("creation_date", new java.util.Date(0))
        .append("other_data", new Document("image_content", new Document("main_object", "cat")));
    assertEquals(DATA, apply(Events.created("17", T1)));
    assertEquals("image/jpeg", document.get("content_type"));
    assertEquals("campus:bob", document.get("swift_user"));
    assertEquals("photo.jpg", document.get("original_object_name"));
    assertEquals("campus sensors", document.get("application"));
    assertEquals("17", document.get("object"));
    assertFalse(((Document) document.get("other_data")).isEmpty());
  }

  @Test
  void otherDataThatIsNoJsonIsKeptAsAComplaint() {
    apply(Events.created("jan.json", T1));
    apply(Events.posted("jan.json", T2, "other-data", "{nope"));
    assertEquals(
        true, document.getString("other_data_error").startsWith("X-Object-Meta-Other-Data"));
    apply(Events.posted("jan.json", T3, "other-data", "{}"));
    assertNull(document.get("other_data_error"));
  }

  @Test
  void longOtherDataIsJoinedFromItsParts() {
    Saying saying =
        Saying.of(
            Map.of("other-data-2", "1}", "other-data-1", "{\"a\":"),
            Map.of(),
            Map.of("other-data", "{\"b\":2}"),
            Map.of());
    assertEquals(new Document("a", 1), saying.otherData());
  }

  @Test
  void theObjectsOwnWordStandsBeforeItsSidecarsItsContainersAndItsProjects() {
    Map<String, String> own = Map.of("application", "own");
    Map<String, String> beside = Map.of("application", "beside", "other-data", "{\"a\":1}");
    Map<String, String> container = Map.of("data-processing", "custom", "other-data-1", "{}");
    Map<String, String> project = Map.of("application", "p", "other-data", "{\"p\":1}");
    Saying all = Saying.of(own, beside, container, project);
    assertEquals(new Saying("own", "custom", new Document("a", 1), null), all);
    assertEquals("beside", Saying.of(Map.of(), beside, container, project).application());
    assertEquals(new Document(), Saying.of(own, Map.of(), container, project).otherData());
    assertEquals(new Document("p", 1), Saying.of(own, Map.of(), Map.of(), project).otherData());
    assertEquals(
        "X-Container-Meta-Other-Data is no JSON object:",
        Saying.of(own, Map.of(), Map.of("other-data", "x"), project)
            .otherDataError()
            .substring(0, 46));
  }

  @Test
  void aSidecarThatComesLaterMakesRoutesLookAgainWhereItSaysSomethingNew() {
    apply(Events.created("jan.json", T2));
    String first = document.getString("event_id");
    assertEquals(METADATA, tell(T1, "{\"a\": {\"b\": [1]}, \"application\": \"other\"}"));
    assertEquals(new Document("a", Map.of("b", java.util.List.of(1))), other());
    assertEquals("campus sensors", document.get("application"), "the header's word stands");
    assertEquals(T2 + "+0000000000.00000+" + T1, Documents.version(document));
    assertFalse(first.equals(document.getString("event_id")));
    assertEquals(REPEATED, tell(T1, "{\"a\": {\"b\": [1]}, \"application\": \"other\"}"));
    assertEquals(NOTHING, tell(T3, "{\"a\": {\"b\": [1]}}"));
    assertEquals(METADATA, tell(T3, "{\"other_data\": {\"c\": 1}}"));
    assertEquals(NOTHING, tell(T2, "{\"d\": 1}"));
    assertEquals(new Document("c", 1), other());
    assertEquals(NOTHING, apply(Events.created("jan.json", T2)));
  }

  @Test
  void whatASidecarSaysHoldsForNewerVersionsAndEndsWithIt() {
    apply(Events.created("jan.json", T1));
    tell(T2, "{\"a\": 1}");
    assertEquals(DATA, apply(Events.created("jan.json", T3)));
    assertEquals(new Document("a", 1), other());
    assertEquals(NOTHING, tell(T2, "{\"a\": 1}"));
    assertEquals(METADATA, tell(T3, null));
    assertEquals(new Document(), other());
  }

  @Test
  void theVersionGrowsWhateverOfAnObjectChanges() {
    java.util.List<String> versions = new java.util.ArrayList<>();
    apply(Events.created("jan.json", T2));
    versions.add(Documents.version(document));
    tell(T1, "{\"a\": 1}");
    versions.add(Documents.version(document));
    apply(Events.posted("jan.json", T3, "application", "x"));
    versions.add(Documents.version(document));
    assertEquals(new Document("a", 1), other());
    tell(T2, "{\"a\": 2}");
    versions.add(Documents.version(document));
    apply(Events.created("jan.json", "1795464364.00000"));
    versions.add(Documents.version(document));
    assertEquals(5, new java.util.TreeSet<>(versions).size());
    assertEquals(versions, versions.stream().sorted().toList());
  }

  @Test
  void aSidecarThatWasWrittenOverIsBroughtInAgain() {
    apply(Events.created("jan.json", T1));
    tell(T2, "{\"a\": 1}");
    // Another hub wrote what it had read before.
    document.put("other_data", new Document());
    apply(Events.posted("jan.json", T3, "application", "x"));
    document.put("other_data", new Document());
    assertEquals(METADATA, tell(T2, "{\"a\": 1}"));
    assertEquals(new Document("a", 1), other());
  }

  @Test
  void aSidecarThatCannotBeReadIsKeptAsAComplaint() {
    apply(Events.created("jan.json", T1));
    ObjectEvent sidecar = Events.created("jan.json.sluice.json", T2);
    ObjectKey object = Sidecar.of(sidecar.key()).orElseThrow();
    assertEquals(
        METADATA, apply(sidecar.telling(object, T2, JsonSaying.unreadable("it is no JSON"))));
    assertEquals("it is no JSON", document.get("other_data_error"));
    assertEquals(METADATA, tell(T3, "{}"));
    assertNull(document.get("other_data_error"));
  }

  @Test
  void aSidecarOfAnObjectThatIsNotThereChangesNothing() {
    assertEquals(UNKNOWN, tell(T1, "{\"a\": 1}"));
    apply(Events.created("jan.json", T1));
    apply(Events.deleted("jan.json", T2));
    assertEquals(NOTHING, tell(T3, "{\"a\": 1}"));
    assertEquals("deleted", document.get("status"));
  }

  @Test
  void whatAToolSaidStandsWhereTheSidecarSaysNothingOfIt() {
    document.append("creation_date", new java.util.Date(0)).append("application", "tool");
    apply(Events.created("jan.json", T1));
    assertEquals("tool", document.get("application"));
    tell(T2, "{\"a\": 1}");
    assertEquals("tool", document.get("application"));
  }

  @Test
  void defaultsOfTheProjectHoldWhereNothingElseIsSaid() {
    defaults = Map.of("application", "p", "data-processing", "custom");
    apply(Events.created("jan.json", T1));
    assertEquals("campus sensors", document.get("application"));
    assertEquals("custom", document.get("data_processing"));
  }

  @Test
  void nestedMetadataThatSaysTheSameRunsNothing() {
    String json = "{\"a\":{\"b\":[{\"c\":1}]}}";
    apply(Events.created("jan.json", T1));
    apply(Events.posted("jan.json", T2, "other-data", json));
    // As the database gives it back.
    document.put("other_data", Document.parse(json));
    assertEquals(NOTHING, apply(Events.posted("jan.json", T3, "other-data", json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1]                                 | is no JSON object
          {"a":                               | is no JSON:
          {} x                                | is no JSON:
          {"application": 1}                  | has a application that is no text
          {"data_processing": "mine"}         | neither default nor custom
          {"other_data": {}, "b": 1}          | with other fields beside it
          {"other_data": [1]}                 | that is no JSON object
          """)
  void whatASidecarMayNotSay(String json, String complaint) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> JsonSaying.of(json.getBytes(StandardCharsets.UTF_8)));
    assertTrue(e.getMessage().contains(complaint), e.getMessage());
  }
}
