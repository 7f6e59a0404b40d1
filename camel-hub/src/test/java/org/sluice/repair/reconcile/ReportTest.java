package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Inventory.Place;

/** What a report of very many containers still tells. */
class ReportTest {
  @Test
  void aContainerThatWasNotComparedIsToldHoweverManyThereAre() {
    Request request = new Request(null, true, false, 0, Duration.ZERO, Request.By.COMMAND);
    Report report = new Report("r", request, 0);
    for (int i = 0; i < 1200; i++) {
      ContainerReport one = new ContainerReport(new Place("a", "c" + i), "c" + i, "full");
      report.compares(one);
      if (i == 3 || i == 1100) {
        one.failed("it is broken");
      }
    }
    List<Document> told = report.document().getList("by_container", Document.class);
    assertEquals(1001, told.size());
    assertEquals(
        List.of("c3", "c1100"),
        told.stream()
            .filter(one -> one.get("error") != null)
            .map(one -> one.getString("container"))
            .toList());
    assertEquals(2L, report.document().get("failed"));
  }

  @Test
  void aRoundThatBrokeOffIsNotWholeThoughNothingIsSaidOfWhy() {
    Request request = new Request(null, true, false, 0, Duration.ZERO, Request.By.COMMAND);
    Report done = new Report("r", request, 0);
    done.end("done", null);
    assertTrue(done.isWhole() && !done.isBroken());
    for (String state : List.of("failed", "stopped", "interrupted")) {
      Report report = new Report("r", request, 0);
      assertFalse(report.isBroken());
      report.end(state, null);
      assertTrue(report.isBroken() && !report.isWhole(), state);
    }
  }
}
