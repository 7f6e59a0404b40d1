package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.sluice.catalogue.Registration.Kind.DATA;
import static org.sluice.catalogue.Registration.Kind.DELETED;
import static org.sluice.catalogue.Registration.Kind.METADATA;
import static org.sluice.catalogue.Registration.Kind.NOTHING;
import static org.sluice.catalogue.Registration.Kind.REPEATED;
import static org.sluice.catalogue.Registration.Kind.UNKNOWN;

import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.sluice.event.Events;

class RegistrationTest extends RegistrationRig {
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
  void soItIsWhereTheNewerIsParked() {
    apply(Events.created("jan.json", T2));
    document.put("status", "parked");
    Document before = new Document(document);
    assertEquals(NOTHING, apply(Events.created("jan.json", T1)));
    assertEquals(NOTHING, apply(Events.posted("jan.json", T1, "application", "x")));
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
  void dataThatAreToldAfterANewerPostKeepWhatThePostSaid() {
    apply(Events.created("jan.json", T1));
    assertEquals(METADATA, apply(Events.posted("jan.json", T3, "other-data", "{\"a\":1}")));
    assertEquals(DATA, apply(Events.created("jan.json", T2)));
    assertEquals(T2, document.get("timestamp"));
    assertEquals(new Document("other-data", "{\"a\":1}"), document.get("user_meta"));
    assertEquals(new Document("a", 1), document.get("other_data"));
    assertEquals(T2 + "+" + T3, Documents.version(document));
    assertEquals(NOTHING, apply(Events.posted("jan.json", T3, "other-data", "{\"a\":1}")));
  }

  @Test
  void ofThemTheContentTypeStandsOnlyWhereANewerPostSaidOne() {
    apply(Events.created("jan.json", T1));
    apply(Events.posted("jan.json", T3, "a", "b"));
    apply(Events.created("jan.json", T2).withContentType("text/csv"));
    assertEquals("text/csv", document.get("content_type"));
    document.clear();
    apply(Events.created("jan.json", T1));
    apply(Events.posted("jan.json", T3, "a", "b").withContentType("text/plain"));
    apply(Events.created("jan.json", T2).withContentType("text/csv"));
    assertEquals("text/plain", document.get("content_type"));
  }

  @Test
  void dataNewerThanAPostVoidWhatItSaid() {
    apply(Events.created("jan.json", T1));
    apply(Events.posted("jan.json", T2, "a", "b").withContentType("text/plain"));
    assertEquals(DATA, apply(Events.created("jan.json", T3)));
    assertEquals("application/json", document.get("content_type"));
    assertEquals(new Document("application", "campus sensors"), document.get("user_meta"));
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
}
