package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sluice.catalogue.Registration.Kind.DATA;
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

/** What a sidecar says of its object, before it, behind it and instead of others. */
class SidecarRegistrationTest extends RegistrationRig {
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
