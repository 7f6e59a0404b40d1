package org.sluice.gold.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.gold.TestRuns;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** The sink as a route names it, with a Swift in memory. */
class ObjectSinkTest extends ObjectSinkRig {
  @Test
  void allRecordsBecomeOneObjectThatSaysWhereItComesFrom() throws Exception {
    records("");
    assertNull(run(TestRuns.OLDER, "{\"n\": 1.5, \"b\": {\"c\": null}}\n{\"n\": \"ü\"}\n"));
    assertEquals(
        Map.of("p-derived/a.jsonl", "{\"n\":1.5,\"b\":{\"c\":null}}\n{\"n\":\"ü\"}\n"),
        store.contents);
    ObjectStore.Stored stored = store.objects.get("p-derived/a.jsonl");
    assertEquals("application/x-ndjson", stored.contentType());
    assertEquals("AUTH_lake/p/a.jsonl", stored.userMeta().get("sluice-source"));
    assertEquals("clean", stored.userMeta().get("sluice-route-1"));
    assertEquals(TestRuns.OLDER, stored.userMeta().get("sluice-version"));
    assertEquals(
        List.of(GoldPlace.of("swift", "AUTH_lake", "p-derived", "a.jsonl")), last.places());
    assertEquals(
        List.of(new GoldWrite("swift", "AUTH_lake", "p-derived", 1, "p-derived/a.jsonl")),
        last.writes());
  }

  @Test
  void aLargeObjectMakesOneObjectInManyPasses() throws Exception {
    records("");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 80_000; i++) {
      text.append("{\"number\":").append(i).append("}\n");
    }
    assertNull(run(object("a.jsonl", TestRuns.OLDER, Map.of()), text.toString(), 64 << 10));
    assertEquals(List.of("PUT p-derived/a.jsonl"), store.changes);
    assertEquals(text.toString(), store.contents.get("p-derived/a.jsonl"));
    assertTrue(text.length() > 1 << 20, "more than is kept in memory");
  }

  @Test
  void aReplayStoresNothingAndANewVersionOfOtherBytesReplaces() throws Exception {
    records("");
    run(TestRuns.OLDER, "{\"n\":1}");
    assertNull(run(TestRuns.OLDER, "{\"n\":1}"));
    assertEquals(List.of("PUT p-derived/a.jsonl"), store.changes);
    assertNull(run(TestRuns.NEWER, "{\"n\":2}"));
    assertEquals("{\"n\":2}\n", store.contents.get("p-derived/a.jsonl"));
    assertEquals(2, store.changes.size());
  }

  @Test
  void anOlderVersionThatComesLateLeavesTheNewer() throws Exception {
    records("");
    run(TestRuns.NEWER, "{\"n\":2}");
    assertInstanceOf(SupersededException.class, run(TestRuns.OLDER, "{\"n\":1}"));
    assertEquals("{\"n\":2}\n", store.contents.get("p-derived/a.jsonl"));
  }

  @Test
  void aNewVersionOfTheSameBytesChangesTheMetadataAlone() throws Exception {
    records("");
    run(TestRuns.OLDER, "{\"n\":1}");
    assertNull(run(TestRuns.NEWER, "{\"n\": 1}"));
    assertEquals(List.of("PUT p-derived/a.jsonl", "POST p-derived/a.jsonl"), store.changes);
    Map<String, String> meta = store.objects.get("p-derived/a.jsonl").userMeta();
    assertEquals(TestRuns.NEWER, meta.get("sluice-version"));
  }

  @Test
  void whatIsNotOfTheSameSourceAndRouteIsNeverOverwritten() throws Exception {
    records("name: one.jsonl");
    store.users("p-derived/one.jsonl");
    Exception e = run(TestRuns.OLDER, "{\"n\":1}");
    assertEquals(Fault.TARGET_TAKEN, fault(e));
    assertTrue(e.getMessage().contains("p-derived/one.jsonl is there, and no route made it"));
    store.objects.clear();
    run(TestRuns.OLDER, "{\"n\":1}");
    e = run(object("b.jsonl", TestRuns.NEWER, Map.of()), "{\"n\":2}", 1 << 20);
    assertEquals(Fault.TARGET_TAKEN, fault(e));
    assertTrue(e.getMessage().contains("made of AUTH_lake/p/a.jsonl by clean"), e.getMessage());
    assertEquals("{\"n\":1}\n", store.contents.get("p-derived/one.jsonl"));
  }

  @Test
  void whatComesBetweenTheLookAndThePutIsLookedAtAgain() throws Exception {
    records("");
    store.meanwhile = () -> store.users("p-derived/a.jsonl");
    assertEquals(Fault.TARGET_TAKEN, fault(run(TestRuns.OLDER, "{\"n\":1}")));
    assertEquals(List.of("412 p-derived/a.jsonl"), store.changes);
  }

  @Test
  void eachRecordMayBecomeAnObject() throws Exception {
    records("container: '{@project}-items', name: '{kind}/{@position}.json', content: record");
    assertNull(run(TestRuns.OLDER, "{\"kind\":\"a\"}\n{\"kind\":\"b\"}\n{\"kind\":\"a\"}\n"));
    assertEquals(
        Set.of("p-items/a/000000.json", "p-items/b/000001.json", "p-items/a/000002.json"),
        store.contents.keySet());
    assertEquals("{\"kind\":\"b\"}", store.contents.get("p-items/b/000001.json"));
    assertEquals("application/json", store.objects.get("p-items/b/000001.json").contentType());
    assertEquals(3, last.places().size());
    assertEquals(
        List.of(new GoldWrite("swift", "AUTH_lake", "p-items", 3, "p-items")), last.writes());
  }

  @Test
  void twoRecordsOfOneNameAreAFaultOfTheSecond() throws Exception {
    records("name: '{kind}', content: record");
    Exception e = run(TestRuns.OLDER, "{\"kind\":\"a\"}\n{\"kind\":\"a\"}\n");
    assertEquals(Fault.RECORD_INVALID, fault(e));
    assertEquals(
        "Record 2 makes 'p-derived/a', as another record or sink of the route does.",
        e.getMessage());
    e = run(TestRuns.OLDER, "{\"other\":\"a\"}\n");
    assertTrue(e.getMessage().startsWith("Record 1 lacks what 'name' is made of"), e.getMessage());
  }

  @Test
  void moreObjectsOrBytesThanArePermittedAreAFault() throws Exception {
    records("name: '{n}', content: record, maxObjects: 2");
    assertEquals(
        Fault.OBJECT_TOO_LARGE, fault(run(TestRuns.OLDER, "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n")));
    records("maxBytes: 10");
    assertEquals(Fault.OBJECT_TOO_LARGE, fault(run(TestRuns.OLDER, "{\"n\":1}\n{\"n\":2}\n")));
    assertEquals(List.of(), store.changes);
  }

  @Test
  void bytesAndTextAreStoredAsTheyAre() throws Exception {
    route("content: body, name: copy, contentType: text/plain");
    assertNull(run(TestRuns.OLDER, "any\r\nbytes"));
    assertEquals("any\r\nbytes", store.contents.get("p-derived/copy"));
    assertEquals("text/plain", store.objects.get("p-derived/copy").contentType());
    route("content: body, name: text", "setBody: {constant: tëxt}");
    assertNull(run(TestRuns.OLDER, "x"));
    assertEquals("tëxt", store.contents.get("p-derived/text"));
    assertEquals(
        "application/x-ndjson",
        store.objects.get("p-derived/text").contentType(),
        "the source's own");
  }

  @Test
  void whereAPassFailsNothingIsStored() throws Exception {
    records("");
    String text = "{\"n\":1}\n".repeat(5_000) + "{\"n\"";
    Exception e = run(object("a.jsonl", TestRuns.OLDER, Map.of()), text, 4 << 10);
    assertEquals(Fault.JSON_MALFORMED, fault(e));
    assertEquals(List.of(), store.changes);
  }

  @Test
  void noObjectIsMadeIntoItself() throws Exception {
    records("container: '{@container}'");
    Exception e = run(TestRuns.OLDER, "{\"n\":1}");
    assertEquals(Fault.RECORD_INVALID, fault(e));
    assertTrue(e.getMessage().contains("the very object that it is made of"), e.getMessage());
  }

  @Test
  void aChainOfRoutesHasAnEnd() throws Exception {
    records("");
    Map<String, String> meta = new HashMap<>(Map.of("sluice-mark", "M"));
    for (int i = 1; i <= 7; i++) {
      meta.put("sluice-route-" + i, "r" + i);
    }
    assertNull(run(object("a.jsonl", TestRuns.OLDER, meta), "{}", 1 << 20));
    assertEquals("clean", store.objects.get("p-derived/a.jsonl").userMeta().get("sluice-route-8"));
    meta.put("sluice-route-8", "r8");
    Exception e = run(object("b.jsonl", TestRuns.OLDER, meta), "{}", 1 << 20);
    assertEquals(Fault.DERIVED_TOO_DEEP, fault(e));
    assertEquals(1, store.changes.size());
  }

  @Test
  void whatIsWrongIsSaidWhenTheRouteIsLoaded() {
    for (String wrong :
        List.of(
            "name: '{kind}' | names the field kind: that is for content=record",
            "content: all | 'content' is 'all', and should be one of [records, record, body]",
            "name: '{@colour}' | there is no '@colour' of an object",
            "maxObjects: 0 | 'maxObjects' is '0', and should be 1 to",
            "contentType: csv | 'contentType' is 'csv', and should be like text/csv")) {
      String[] parts = wrong.split(" \\| ");
      Throwable e = assertThrows(Exception.class, () -> records(parts[0]));
      StringBuilder said = new StringBuilder();
      for (; e != null; e = e.getCause()) {
        said.append(e.getMessage());
      }
      assertTrue(said.toString().contains(parts[1]), said::toString);
    }
  }

  @Test
  void whatIsLeftOverOfAnOlderVersionIsDeletedAndNothingElse() throws Exception {
    records("name: '{n}', content: record");
    run(TestRuns.OLDER, "{\"n\":1}\n{\"n\":2}\n");
    TrialRun older = last;
    DerivedRemover remover = new DerivedRemover(store);
    assertEquals(0, remover.remove(TestRuns.stale(older, Set.of(TestRuns.OLDER), 1)));
    assertEquals(2, store.objects.size(), "what was written again stays");
    assertEquals(1, remover.remove(TestRuns.deleted(older, TestRuns.NEWER)));
    assertEquals(Set.of("p-derived/2"), store.objects.keySet());
    store.users("p-derived/1");
    assertEquals(0, remover.remove(TestRuns.deleted(older, TestRuns.NEWER)));
    assertTrue(store.objects.containsKey("p-derived/1"), "a user's object stays");
  }

  @Test
  void aDumpTellsWhatIsThereOfAProjectAndNothingOfOthers() throws Exception {
    records("");
    run(TestRuns.OLDER, "{\"n\":1}");
    store.users("p-derived/of-a-user");
    ObjectKey source = last.object().key();
    List<String> lines = new ArrayList<>();
    new DerivedDumper(
            store,
            (project, each) -> {
              for (String name : List.of("a.jsonl", "of-a-user", "gone")) {
                ObjectKey key = new ObjectKey("AUTH_lake", "p-derived", name);
                each.accept(new DerivedDumper.Made(source, "clean", key));
                each.accept(new DerivedDumper.Made(source, "other", key));
              }
            })
        .dump("p", false, lines::add);
    assertEquals(
        List.of(
            "swift \"p-derived\" {\"content_type\":\"application/x-ndjson\",\"etag\":\""
                + store.objects.get("p-derived/a.jsonl").etag()
                + "\",\"name\":\"a.jsonl\",\"sluice_object\":\"p/a.jsonl\","
                + "\"sluice_route\":\"clean\",\"sluice_version\":\"1795464363.77499\"}"),
        lines);
  }

  @Test
  void ofOneObjectTheDumpTellsWhatIsThereOfIt() throws Exception {
    records("");
    run(TestRuns.OLDER, "{\"n\":1}");
    DerivedDumper dumper = new DerivedDumper(store, (project, each) -> {});
    List<String> lines = TestRuns.told(dumper, last);
    assertEquals(1, lines.size());
    assertTrue(
        lines.get(0).contains("\"name\":\"a.jsonl\",\"sluice_object\":\"p/a.jsonl\""),
        lines.get(0));
    store.objects.clear();
    assertEquals(List.of(), TestRuns.told(dumper, last));
  }

  @Test
  void whatANewerVersionMadeIsNotDeletedForAnOlder() throws Exception {
    records("");
    run(TestRuns.OLDER, "{\"n\":1}");
    TrialRun older = last;
    run(TestRuns.NEWER, "{\"n\":2}");
    DerivedRemover remover = new DerivedRemover(store);
    assertEquals(0, remover.remove(TestRuns.deleted(older, "1795464500.00000")));
    assertEquals(1, store.objects.size());
  }
}
