package org.sluice.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.Status;

class MetersTest {
  private final Meters meters = new Meters();

  private boolean shows(String line) {
    return meters.text().lines().anyMatch(line::equals);
  }

  @Test
  void aGaugeShowsOnlyWhatWasSetLast() {
    meters.set("sluice.parked", "…", "route", null, Map.of("a", 1, "b", 2));
    meters.set("sluice.parked", "…", "route", null, Map.of("b", 3));
    assertTrue(shows("sluice_parked{route=\"b\"} 3.0"));
    assertFalse(meters.text().contains("route=\"a\""));
  }

  @Test
  void anyRoomMayCount() {
    meters.count("sluice.reconcile.missing", "…", 0);
    assertTrue(shows("sluice_reconcile_missing_total 0.0"));
    meters.count("sluice.reconcile.missing", "…", 2);
    meters.count("sluice.reconcile.missing", "…", 3);
    assertTrue(shows("sluice_reconcile_missing_total 5.0"));
  }

  @Test
  void anAttemptThatIsTriedAgainCountsAsFailed() {
    Operation step =
        new Operation("read", "rev1", Operation.FAILED, Instant.now(), 250, 1, 1, null);
    RunMeters runs = new RunMeters(meters);
    runs.ended("r", Status.WAITING, Duration.ofSeconds(1), List.of(step));
    runs.ended("r", Status.DONE, Duration.ofSeconds(3), List.of());
    assertTrue(shows("sluice_run_seconds_count{outcome=\"failed\",route=\"r\"} 1"));
    assertTrue(shows("sluice_run_seconds_sum{outcome=\"done\",route=\"r\"} 3.0"));
    assertTrue(shows("sluice_step_seconds_sum{outcome=\"failed\",route=\"r\",step=\"read\"} 0.25"));
  }

  @Test
  void aWriteOfABatchIsCountedByItsRecordsAndItsEnd() {
    var sink = new RunMeters(meters).sink("mongodb");
    sink.wrote(40, 1_000_000, true);
    sink.wrote(2, 1_000_000, false);
    assertTrue(shows("sluice_sink_batch_records_sum{service=\"mongodb\"} 42.0"));
    assertTrue(shows("sluice_sink_write_seconds_count{outcome=\"failed\",service=\"mongodb\"} 1"));
    assertEquals(1, meters.text().lines().filter(l -> l.contains("records_max{")).count());
  }
}
