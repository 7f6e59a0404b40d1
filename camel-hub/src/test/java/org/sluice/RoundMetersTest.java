package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.observe.Meters;
import org.sluice.repair.reconcile.Came;

class RoundMetersTest {
  private final Meters meters = new Meters();

  private List<String> shown(String name) {
    return meters
        .text()
        .lines()
        .filter(line -> line.startsWith("sluice_reconcile_" + name))
        .toList();
  }

  @Test
  void beforeTheFirstRoundEveryFigureIsThereAndZero() {
    new RoundMeters(meters);
    assertEquals(
        List.of(
            "sluice_reconcile_found_total{kind=\"changed\"} 0.0",
            "sluice_reconcile_found_total{kind=\"deleted\"} 0.0",
            "sluice_reconcile_found_total{kind=\"metadata\"} 0.0",
            "sluice_reconcile_found_total{kind=\"missing\"} 0.0",
            "sluice_reconcile_found_total{kind=\"older\"} 0.0"),
        shown("found"));
    assertEquals(
        List.of(
            "sluice_reconcile_rounds_total{outcome=\"broken\"} 0.0",
            "sluice_reconcile_rounds_total{outcome=\"whole\"} 0.0"),
        shown("rounds"));
    assertEquals(List.of("sluice_reconcile_compared_total 0.0"), shown("compared"));
    assertEquals(List.of("sluice_reconcile_sent_total 0.0"), shown("sent"));
  }

  @Test
  void aRoundIsCountedOnceByItsOutcome() {
    RoundMeters rounds = new RoundMeters(meters);
    rounds.count(new Came(false, 7, 2, Map.of("older", 3L)));
    rounds.count(new Came(true, 1, 0, Map.of("older", 1L)));
    assertEquals(
        List.of(
            "sluice_reconcile_rounds_total{outcome=\"broken\"} 1.0",
            "sluice_reconcile_rounds_total{outcome=\"whole\"} 1.0"),
        shown("rounds"));
    assertEquals(List.of("sluice_reconcile_compared_total 8.0"), shown("compared"));
    assertEquals(
        List.of("sluice_reconcile_found_total{kind=\"older\"} 4.0"),
        shown("found").stream().filter(line -> line.contains("older")).toList());
  }
}
