package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Trouble;

class CircuitTest {
  private static final Trouble DOWN = new Trouble("gold-unreachable", "transient", "", "", null);
  private static final Trouble DENIED = new Trouble("access-denied", "operator", "", "", null);

  private final Circuit circuit = new Circuit(Duration.ofSeconds(30));
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void itOpensAfterFiveFaultsInARowAndNotWhereRunsGoThroughInBetween() {
    for (int i = 0; i < 4; i++) {
      fail("a" + i);
    }
    succeed("b");
    for (int i = 0; i < 4; i++) {
      fail("a" + i);
    }
    assertNull(circuit.open());
    Instant opened = now;
    fail("a4");
    now = now.plusSeconds(5);
    fail("a5");
    assertEquals(opened, circuit.open().since());
  }

  @Test
  void itOpensAtTheFirstFaultThatAnOperatorMustMend() {
    circuit.ended("a", Outcome.failed(Duration.ofSeconds(1), DENIED), now);
    assertEquals("access-denied", circuit.open().trouble().code());
  }

  @Test
  void whileItIsOpenOneTriesAtATimeWithGrowingPauses() {
    open("a", "b", "c", "d", "e");
    assertNull(circuit.admit(List.of("a", "x"), now));
    assertEquals(Duration.ofSeconds(1), circuit.wait(now));
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertNull(circuit.admit(List.of("a", "x"), now.plusSeconds(seconds).minusMillis(1)));
      now = now.plusSeconds(seconds);
      assertEquals("a", circuit.admit(List.of("a", "x"), now));
      assertNull(circuit.admit(List.of("x"), now), "another one tries already");
      assertNull(circuit.wait(now), "the end of the try is what is waited for");
      fail("a");
    }
  }

  @Test
  void itsPausesGrowToTheLongestThatIsSet() {
    Circuit soon = new Circuit(Duration.ofSeconds(3));
    soon.ended("a", Outcome.failed(Duration.ofSeconds(1), DENIED), now);
    for (int seconds : new int[] {1, 2, 3, 3}) {
      assertEquals(now.plusSeconds(seconds), soon.open().next());
      now = now.plusSeconds(seconds);
      soon.ended("a", Outcome.failed(Duration.ofSeconds(1), DENIED), now);
    }
  }

  @Test
  void theFirstThatGoesThroughClosesItAndOneThatProvesNothingDoesNot() {
    open("a", "b", "c", "d", "e");
    now = now.plusSeconds(1);
    circuit.admit(List.of("a"), now);
    circuit.ended("a", Outcome.over(), now);
    assertNotNull(circuit.open());
    assertEquals("b", circuit.admit(List.of("b"), now));
    succeed("b");
    assertNull(circuit.open());
    fail("c");
    assertNull(circuit.open(), "it counts from the beginning");
  }

  @Test
  void itIsClosedOnceNothingOfItsRouteIsLeft() {
    open("a", "b", "c", "d", "e");
    circuit.idle();
    assertNull(circuit.open());
    fail("f");
    assertNull(circuit.open(), "it counts from the beginning");
  }

  @Test
  void whatHadBegunBeforeItOpenedLetsNoOtherTryBesideTheOneThatDoes() {
    open("a", "b", "c", "d", "e");
    now = now.plusSeconds(60);
    assertEquals("a", circuit.admit(List.of("a", "x"), now));
    fail("late");
    circuit.ended("later", Outcome.over(), now);
    now = now.plusSeconds(60);
    assertNull(circuit.admit(List.of("x"), now));
    assertNull(circuit.wait(now));
    fail("a");
    now = now.plusSeconds(60);
    assertEquals("x", circuit.admit(List.of("x"), now));
  }

  @Test
  void healthTellsOfRoutesThatAreThereOnly() {
    Circuits circuits = new Circuits(Duration.ofSeconds(30));
    for (String route : List.of("here", "gone")) {
      circuits.of(route).ended("a", Outcome.failed(Duration.ofSeconds(1), DENIED), now);
    }
    String said = circuits.complaint("here"::equals).orElseThrow();
    assertTrue(said.startsWith("The queue of here waits since"), said);
    assertFalse(said.contains("gone"), said);
  }

  @Test
  void aBadObjectThatIsAloneKeepsNoOtherWaiting() {
    open("bad", "bad", "bad", "bad", "bad", "bad", "bad");
    assertTrue(circuit.open().next().isAfter(now.plusSeconds(3)));
    assertNull(circuit.admit(List.of("bad", "good"), now));
    assertEquals(Duration.ofSeconds(1), circuit.wait(now));
    now = now.plusSeconds(1);
    assertEquals("good", circuit.admit(List.of("bad", "good"), now));
    succeed("good");
    assertNull(circuit.open());
  }

  @Test
  void failuresOfAnObjectCountAsItsOwnOnlyWhereOthersGoThrough() {
    for (int i = 0; i < 10; i++) {
      assertEquals(1, circuit.failuresAlone("a"));
      fail("a");
    }
    succeed("b");
    assertEquals(2, circuit.failuresAlone("a"));
    fail("a");
    assertEquals(2, circuit.failuresAlone("a"), "none went through since");
    succeed("b");
    assertEquals(3, circuit.failuresAlone("a"));
    succeed("a");
    assertEquals(1, circuit.failuresAlone("a"));
  }

  @Test
  void thoseOfWhatHoldsUpAPartitionCountUnlessManyFail() {
    fail("a");
    fail("a");
    assertEquals(1, circuit.failuresAlone("a"));
    circuit.holdsUp("a");
    fail("a");
    fail("a");
    assertEquals(4, circuit.failuresAlone("a"));
    fail("b");
    fail("c");
    fail("a");
    assertEquals(3, circuit.failuresAlone("a"), "it may be an outage");
    circuit.ended("a", Outcome.over(), now);
    fail("a");
    assertEquals(1, circuit.failuresAlone("a"));
  }

  private void open(String... keys) {
    for (String key : keys) {
      fail(key);
    }
    assertNotNull(circuit.open());
  }

  private void fail(String key) {
    circuit.ended(key, Outcome.failed(Duration.ofSeconds(1), DOWN), now);
  }

  private void succeed(String key) {
    circuit.ended(key, Outcome.done(), now);
  }
}
