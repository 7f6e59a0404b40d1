package org.sluice.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.event.ObjectKey;
import org.sluice.fault.FaultException;

class ListingsTest {
  /** In the order of their bytes in UTF-8, which is not that of Java's letters. */
  private static final List<String> NAMES =
      List.of(
          "\tt",
          "\n",
          " ",
          "\"",
          "%20",
          "&a=b",
          "+",
          "/",
          "a/b#c?d",
          "x".repeat(1024),
          "é",
          "\uffee",
          "\ud83d\ude00");

  private FakeSwift swift;
  private Listings listings;

  @BeforeEach
  void start() throws Exception {
    swift = new FakeSwift();
    listings = swift.listings();
  }

  @AfterEach
  void stop() {
    swift.close();
  }

  @Test
  void allNamesComePageByPageInTheOrderOfTheirBytes() {
    NAMES.forEach(name -> swift.put("c", name, "1795464363.77499", "e1"));
    List<String> names = new ArrayList<>();
    String last = "";
    while (true) {
      List<Listed> page = listings.objects(FakeSwift.ACCOUNT, "c", last);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(one -> names.add(one.name()));
      last = page.get(page.size() - 1).name();
    }
    assertEquals(NAMES, names);
    for (String name : NAMES) {
      ObjectKey key = new ObjectKey(FakeSwift.ACCOUNT, "c", name);
      assertEquals("1795464363.77499", listings.look(key).data(), name);
    }
  }

  @Test
  void aListingsTimeIsTheTimestampToTheTick() {
    assertEquals("1795464363.77499", Listings.timestamp("2026-11-23T20:06:03.774990"));
    assertEquals("1795464364.00000", Listings.timestamp("2026-11-23T20:06:04.000000"));
    assertEquals("0000000001.00000", Listings.timestamp("1970-01-01T00:00:01.000000"));
    assertEquals("1795464364.00000", Listings.next("1795464363.99999"));
    assertEquals("0000000001.00001", Listings.next("0000000001.00000"));
  }

  @Test
  void aContainerTellsItsMetadataWithoutSecrets() {
    swift.put("c", "o", "1795464363.77499", "e1");
    ContainerState state = listings.container(FakeSwift.ACCOUNT, "c").orElseThrow();
    assertEquals(1, state.objects());
    assertEquals(Map.of("application", "rooms"), state.meta());
    assertEquals(true, listings.container(FakeSwift.ACCOUNT, "other").isEmpty());
    assertEquals(List.of(), listings.objects(FakeSwift.ACCOUNT, "other", ""));
  }

  @Test
  void metadataAreTextInUtf8() {
    swift.put(
        "c",
        "o",
        new FakeSwift.Stored(
            "1795464363.77499",
            "1795464399.00000",
            "e1",
            "text/plain",
            Map.of("X-Object-Meta-Ort", "K\u00f6ln")));
    Look look = listings.look(new ObjectKey(FakeSwift.ACCOUNT, "c", "o"));
    assertEquals(Map.of("ort", "K\u00f6ln"), look.object().userMeta());
    assertEquals("1795464363.77499", look.data());
    assertEquals("1795464399.00000", look.timestamp());
  }

  @Test
  void anAccountThatIsNotThereOrDeletedHasNoContainers() {
    swift.put("c", "o", "1795464363.77499", "e1");
    for (int status : new int[] {404, 410}) {
      swift.accounts.put("AUTH_gone", status);
      assertEquals(List.of(), listings.containers("AUTH_gone", ""));
      assertEquals(Optional.empty(), listings.container("AUTH_gone", "c"));
    }
    assertEquals(List.of("c"), listings.containers(FakeSwift.ACCOUNT, ""));
  }

  @Test
  void whatSwiftDoesNotAnswerIsNoAbsence() {
    swift.put("c", "o", "1795464363.77499", "e1");
    swift.broken = 503;
    ObjectKey key = new ObjectKey(FakeSwift.ACCOUNT, "c", "o");
    assertThrows(FaultException.class, () -> listings.look(key));
    swift.broken = 403;
    assertThrows(FaultException.class, () -> listings.look(key));
  }
}
