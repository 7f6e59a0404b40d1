package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Status;
import org.sluice.event.EventId;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.fault.FaultException;
import org.sluice.repair.reconcile.Finding.Kind;
import org.sluice.swift.ContainerState;
import org.sluice.swift.FakeSwift;

class ComparisonTest {
  private static final String T1 = "1795464361.00000";
  private static final String T2 = "1795464362.00000";
  private static final String T3 = "1795464363.00000";
  private static final Inventory.Place PLACE = new Inventory.Place(FakeSwift.ACCOUNT, "c");
  private static final List<String> NAMES =
      List.of("a", "b\nc", "\"", "%20", "x".repeat(1024), "\uffee", "\ud83d\ude00", "é/ü");

  private final List<JsonNode> sent = new ArrayList<>();
  private final ExecutorService looks = Executors.newFixedThreadPool(2);
  private final FakeInventory catalogue = new FakeInventory();
  private FakeSwift swift;
  private final FakeClock clock = new FakeClock();
  private int rate;
  private boolean goes = true;

  @BeforeEach
  void start() throws Exception {
    swift = new FakeSwift();
    swift.put("c", "zz", T1, "e1");
    catalogue.put("zz", T1, "e1");
  }

  @AfterEach
  void stop() {
    swift.close();
    looks.shutdownNow();
  }

  private ContainerReport compare() {
    return compare(Duration.ZERO, true);
  }

  private ContainerReport compare(Duration grace, boolean send) {
    ContainerReport report = new ContainerReport(PLACE, "c", "full", new Room());
    Course course = new Course(() -> goes);
    try {
      new Comparison(
              catalogue,
              swift.listings(),
              sent::addAll,
              looks,
              "lake1",
              new Pace(rate, course, clock),
              course)
          .run(
              PLACE,
              new ContainerState(1, 7, T1, Map.of("application", "rooms"), null),
              grace,
              send,
              report);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return report;
  }

  private static String id(String name, String timestamp, String verb) {
    return EventId.of("lake1", new ObjectKey(FakeSwift.ACCOUNT, "c", name), timestamp, verb);
  }

  private List<String> ids() {
    return sent.stream().map(event -> event.path("id").asText()).sorted().toList();
  }

  @Test
  void whatIsAlikeIsNotAskedFor() {
    NAMES.forEach(name -> swift.put("c", name, T1, "e1"));
    NAMES.forEach(name -> catalogue.put(name, T1, "e1"));
    ContainerReport report = compare();
    assertEquals(List.of(), sent);
    assertEquals(0, report.gaps());
    assertEquals(NAMES.size() + 1, report.compared());
    assertTrue(swift.asked.stream().noneMatch(asked -> asked.startsWith("HEAD")), "HEADs");
  }

  @Test
  void whatIsMissingGoesInWithTheIdOfTheLiveEvent() {
    NAMES.forEach(name -> swift.put("c", name, T1, "e1"));
    assertEquals(NAMES.size(), compare().found(Kind.MISSING));
    assertEquals(NAMES.stream().map(name -> id(name, T1, "PUT")).sorted().toList(), ids());
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(getClass().getResourceAsStream("/event.schema.json"));
    for (JsonNode event : sent) {
      assertTrue(schema.validate(event).isEmpty(), schema.validate(event)::toString);
      ObjectEvent read = ObjectEvent.of(event);
      assertEquals("e1", read.etag());
      assertEquals(Map.of("application", "rooms"), read.containerMeta());
      assertEquals("reconciled", event.path("data").path("reason").asText());
    }
  }

  @Test
  void anOverwriteIsFoundByItsTime() {
    swift.put("c", "o", T2, "e1");
    catalogue.put("o", T1, "e1");
    assertEquals(1, compare().found(Kind.CHANGED));
    assertEquals(List.of(id("o", T2, "PUT")), ids());
  }

  @Test
  void anOverwriteUnderAKnownPostIsFoundByItsContent() {
    swift.put("c", "o", new FakeSwift.Stored(T2, T3, "e2", "application/json", Map.of()));
    catalogue.known.put("o", FakeInventory.document("o", T1, T3, "e1", Status.DONE));
    assertEquals(1, compare().found(Kind.CHANGED));
    assertEquals(
        List.of(id("o", T2, "PUT"), id("o", T3, "POST")).stream().sorted().toList(), ids());
  }

  @Test
  void aPostIsToldAsThatAndOnlyIfItChangedSomething() {
    swift.put("c", "same", new FakeSwift.Stored(T1, T2, "e1", "application/json", Map.of()));
    swift.put(
        "c",
        "other",
        new FakeSwift.Stored(T1, T2, "e1", "application/json", Map.of("X-Object-Meta-A", "b")));
    catalogue.put("same", T1, "e1");
    catalogue.put("other", T1, "e1");
    ContainerReport report = compare();
    assertEquals(1, report.found(Kind.METADATA));
    assertEquals(List.of(id("other", T2, "POST")), ids());
    assertEquals(Map.of("same", T2), catalogue.seen);
  }

  @Test
  void whereTheProxyTellsNoClocksTheSameContentWasNotStoredAnew() {
    swift.clocks = false;
    swift.put("c", "same", new FakeSwift.Stored(T1, T2, "e1", "application/json", Map.of()));
    swift.put("c", "other", T2, "e2");
    catalogue.put("same", T1, "e1");
    catalogue.put("other", T1, "e1");
    assertEquals(1, compare().found(Kind.CHANGED));
    assertEquals(List.of(id("other", T2, "PUT")), ids());
  }

  @Test
  void aRepairedDeletionTakesTheTombstonesTimeOrTheNextTick() {
    swift.delete("c", "told", T2);
    swift.delete("c", "silent", null);
    swift.delete("c", "expired", T1);
    for (String name : List.of("told", "silent", "expired")) {
      catalogue.put(name, T1, "e1");
    }
    assertEquals(3, compare().found(Kind.DELETED));
    String tick = "1795464361.00001";
    assertEquals(
        List.of(
                id("told", T2, "DELETE"),
                id("silent", tick, "DELETE"),
                id("expired", tick, "DELETE"))
            .stream()
            .sorted()
            .toList(),
        ids());
  }

  @Test
  void whatIsGoneBehindAllThatIsListedIsFoundToo() {
    swift.delete("c", "zzz", T2);
    catalogue.put("zzz", T1, "e1");
    assertEquals(1, compare().found(Kind.DELETED));
    assertEquals(List.of(id("zzz", T2, "DELETE")), ids());
  }

  @Test
  void whatTheListingLacksAndSwiftHasIsNotDeleted() {
    swift.put("c", "o", T1, "e1");
    swift.unlisted.add("o");
    catalogue.put("o", T1, "e1");
    assertEquals(0, compare().gaps());
    assertEquals(List.of(), sent);
  }

  @Test
  void whatSwiftDoesNotAnswerForIsNotDeleted() {
    catalogue.put("o", T1, "e1");
    swift.broken = 503;
    assertThrows(FaultException.class, this::compare);
    assertEquals(List.of(), sent);
  }

  @Test
  void whatCameWhileTheListingWasReadIsNoFinding() {
    swift.put("c", "o", T1, "e1");
    catalogue.put("gone", T1, "e1");
    catalogue.afterReading =
        () -> {
          catalogue.put("o", T1, "e1");
          catalogue.deleted("gone", T2);
        };
    assertEquals(0, compare().gaps());
    assertTrue(swift.asked.stream().noneMatch(asked -> asked.startsWith("HEAD")), "HEADs");
  }

  @Test
  void whatIsYoungIsLeftForTheNextRound() {
    swift.put("c", "new", T1, "e1");
    catalogue.put("gone", T1, "e1");
    ContainerReport report = compare(Duration.ofDays(36500), true);
    assertEquals(2, report.found(Kind.YOUNG));
    assertEquals(0, report.gaps());
    assertEquals(List.of(), sent);
  }

  @Test
  void aYoungDeletionOfAnOldVersionIsLeftForTheNextRound() {
    swift.delete("c", "old", T2);
    swift.delete("c", "young", String.format("%d.00000", Instant.now().getEpochSecond()));
    catalogue.put("old", T1, "e1");
    catalogue.put("young", T1, "e1");
    ContainerReport report = compare(Duration.ofHours(1), true);
    assertEquals(1, report.found(Kind.YOUNG));
    assertEquals(List.of(id("old", T2, "DELETE")), ids());
  }

  @Test
  void itKeepsToItsRateInWhatItReadsAndInWhatItLooksAt() {
    rate = 2;
    swift.page = 10;
    for (int i = 0; i < 19; i++) {
      swift.put("c", "o" + i, T1, "e1");
      catalogue.put("o" + i, T1, "e1");
    }
    compare();
    assertEquals(5, clock.seconds(), "two pages of ten, the first of them waited for");
    for (int i = 0; i < 10; i++) {
      catalogue.put("o" + i, T1, "e0");
    }
    clock.begin();
    compare();
    assertEquals(10, clock.seconds(), "both of them, before ten objects are looked at");
  }

  @Test
  void segmentsAreNotOurs() {
    swift.put(
        "c",
        "part",
        new FakeSwift.Stored(T1, T1, "e1", "application/swiftclient-segment", Map.of()));
    ContainerReport report = compare();
    assertEquals(1, report.compared());
    assertEquals(0, report.gaps());
  }

  @Test
  void anOlderVersionThanTheCataloguesIsToldAndLeft() {
    swift.put("c", "o", T1, "e1");
    catalogue.put("o", T2, "e2");
    swift.put("c", "back", T1, "e1");
    catalogue.deleted("back", T2);
    assertEquals(2, compare().found(Kind.OLDER));
    assertEquals(List.of(), sent);
  }

  @Test
  void whatWasDeletedAndCameAgainIsMissing() {
    swift.put("c", "o", T3, "e1");
    catalogue.deleted("o", T2);
    assertEquals(1, compare().found(Kind.MISSING));
    assertEquals(List.of(id("o", T3, "PUT")), ids());
  }

  @Test
  void aDryRunFindsTheSameAndSendsNothing() {
    swift.put("c", "o", T1, "e1");
    ContainerReport report = compare(Duration.ZERO, false);
    assertEquals(1, report.gaps());
    assertEquals(0, report.sent());
    assertEquals(List.of(), sent);
  }

  @Test
  void itEndsWhenItIsNotToGoOn() {
    goes = false;
    assertThrows(CancellationException.class, this::compare);
  }

  @Test
  void largeObjectsAreToldAsTheFilterTellsThem() {
    swift.put(
        "c",
        "slo",
        new FakeSwift.Stored(
            T1, T1, "e9", "text/x;swift_bytes=9", Map.of("X-Static-Large-Object", "True")));
    swift.put(
        "c",
        "dlo",
        new FakeSwift.Stored(T1, T1, "e8", "text/x", Map.of("X-Object-Manifest", "c/p")));
    compare();
    Map<String, JsonNode> data = new HashMap<>();
    sent.forEach(event -> data.put(event.path("subject").asText(), event.path("data")));
    assertEquals("slo", data.get("slo").path("manifest").asText());
    assertEquals("e9", data.get("slo").path("etag").asText());
    assertEquals("text/x", data.get("slo").path("content_type").asText());
    assertTrue(data.get("dlo").path("etag").isNull() && data.get("dlo").path("size").isNull());
  }
}
