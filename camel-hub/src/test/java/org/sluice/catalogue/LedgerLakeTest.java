package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.ObjectKey;

/** What the ledger promises, kept against a real MongoDB protocol server. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class LedgerLakeTest {
  private static final String V1 = "1795464361.00000";
  private static final String V1_POSTED = "1795464361.00000+1795464361.50000";
  private static final String V2 = "1795464362.00000";

  private static MongoClient mongo;
  private static Ledger ledger;
  private final ObjectKey key =
      new ObjectKey("AUTH_tried", "c.$d", "a.b/$c\n" + Long.toString(System.nanoTime(), 36));

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    ledger = new Ledger(mongo);
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @Test
  void whatIsNamedIsFoundByItsObjectAndRoute() {
    assertNull(entry("r"));
    assertEquals(Set.of(), ledger.open(List.of(opening("r", V1, place("m", V1, 5L, 9L)))));
    LedgerEntry entry = entry("r");
    assertEquals(key, entry.key());
    assertEquals(V1, entry.started());
    assertEquals(List.of(place("m", V1, 5L, 9L)), entry.places());
    assertEquals(List.of(entry), ledger.ofObjects(List.of(key)).get(key));
    assertNull(entry("other"));
  }

  @Test
  void aRepeatNamesNothingTwiceAndARangeIsReplaced() {
    ledger.open(List.of(opening("r", V1, place("m", V1, 5L, 9L), place("n", V1, null, null))));
    ledger.open(List.of(opening("r", V1, place("m", V1, 3L, 9L))));
    assertEquals(
        Set.of(place("m", V1, 3L, 9L), place("n", V1, null, null)),
        Set.copyOf(entry("r").places()));
  }

  @Test
  void anOlderVersionThatComesLateIsTurnedAwayAloneAndNamesNothing() {
    ledger.open(List.of(opening("r", V2, place("m", V2, 5L, 9L))));
    Set<Integer> refused =
        ledger.open(
            List.of(
                opening("s", V1, place("m", V1, 1L, 1L)),
                opening("r", V1, place("m", V1, 1L, 1L)),
                opening("t", V1, place("m", V1, 1L, 1L))));
    assertEquals(Set.of(1), refused);
    assertEquals(List.of(place("m", V2, 5L, 9L)), entry("r").places());
    assertEquals(1, entry("s").places().size());
    assertEquals(1, entry("t").places().size());
  }

  @Test
  void aVersionIsOlderThanItsOwnChangedMetadata() {
    ledger.open(List.of(opening("r", V1_POSTED, place("m", V1_POSTED, 5L, 9L))));
    assertEquals(Set.of(0), ledger.open(List.of(opening("r", V1, place("m", V1, 5L, 9L)))));
    assertEquals(Set.of(), ledger.open(List.of(opening("r", V2, place("m", V2, 5L, 9L)))));
    assertEquals(List.of(place("m", V1_POSTED, 5L, 9L)), entry("r").before(V2));
  }

  @Test
  void aRemovalTurnsOlderVersionsAwayToo() {
    assertTrue(ledger.begin(key, "r", V2), "nothing is there, and nothing to wait for");
    ledger.open(List.of(opening("r", V1, place("m", V1, 5L, 9L))));
    assertTrue(ledger.begin(key, "r", V2));
    assertEquals(Set.of(0), ledger.open(List.of(opening("r", V1))));
    assertFalse(ledger.begin(key, "r", V1));
  }

  @Test
  void whatIsForgottenIsThatPlaceAlone() {
    LedgerPlace m = place("m", V1, 5L, 9L);
    LedgerPlace n = place("n", V1, 5L, 9L);
    ledger.open(List.of(opening("r", V1, m, n)));
    ledger.open(List.of(opening("r", V2, place("m", V2, 5L, 9L))));
    ledger.forget(key, "r", List.of(m));
    assertEquals(Set.of(n, place("m", V2, 5L, 9L)), Set.copyOf(entry("r").places()));
    ledger.forget(key, "r", List.of());
  }

  @Test
  void whatIsTakenForFreshIsOnRecordAsAnyOther() {
    LedgerPlace m = place("m", V1, null, 3L);
    LedgerPlace n = place("n", V1, 1L, 2L);
    ledger.open(List.of(opening("r", V1, m, n), fresh("s", V1, m, n)));
    assertEquals(entry("r").places(), entry("s").places());
    assertEquals(entry("r").started(), entry("s").started());
    assertEquals(Set.of("r", "s"), routesOf(ledger.ofObjects(List.of(key)).get(key)));
  }

  @Test
  void whatWasTakenForFreshAndIsNotMakesWayForTheNewestAndKeepsAllPlaces() {
    LedgerPlace m = place("m", V1, 1L, 2L);
    LedgerPlace n = place("n", V2, 1L, 2L);
    assertEquals(Set.of(), ledger.open(List.of(opening("q", V1), fresh("r", V1, m))));
    assertEquals(Set.of(), ledger.open(List.of(fresh("q", V1), fresh("r", V2, n))));
    assertEquals(V2, entry("r").started());
    assertEquals(Set.of(m, n), Set.copyOf(entry("r").places()));
    // Of three the last is refused, though one before it was inserted.
    assertEquals(
        Set.of(2), ledger.open(List.of(fresh("s", V2, n), opening("q", V2, n), fresh("r", V1))));
    assertEquals(V2, entry("r").started());
    assertEquals(List.of(n), entry("s").places());
  }

  @Test
  void twoFreshOpeningsOfOneRouteAtOnceAreBothNoted() {
    LedgerPlace m = place("m", V1, 1L, 2L);
    LedgerPlace n = place("n", V1, 1L, 2L);
    ledger.open(List.of(fresh("r", V1, m), fresh("r", V1, n), fresh("r", V1, n)));
    assertEquals(Set.of(m, n), Set.copyOf(entry("r").places()));
  }

  private static Set<String> routesOf(List<LedgerEntry> entries) {
    return entries.stream().map(LedgerEntry::route).collect(Collectors.toSet());
  }

  private Ledger.Opening fresh(String route, String version, LedgerPlace... places) {
    return new Ledger.Opening(key, "p", route, version, false, List.of(places), true);
  }

  @Test
  void anOvertakenVersionIsNamedAgainAndTheNewerStaysTheNewest() {
    ledger.open(List.of(opening("r", V2, place("m", V2, 5L, 9L))));
    ledger.reopen(opening("r", V1, place("m", V1, 5L, 9L)));
    assertEquals(V2, entry("r").started());
    assertEquals(List.of(place("m", V1, 5L, 9L)), entry("r").before(V2));
  }

  private LedgerEntry entry(String route) {
    Ledger.QueuedObject queued = new Ledger.QueuedObject(key, route);
    return ledger.find(List.of(queued)).get(queued.ledgerId());
  }

  private Ledger.Opening opening(String route, String version, LedgerPlace... places) {
    return new Ledger.Opening(key, "p", route, version, false, List.of(places));
  }

  private static LedgerPlace place(String name, String version, Long from, Long to) {
    return new LedgerPlace("influxdb", "p.q", name, "", from, to, version, "r1", "run " + version);
  }
}
