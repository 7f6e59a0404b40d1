package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.event.ObjectKey;

/** What a report of very many containers still tells. */
class ReportTest {
  @Test
  void aContainerThatWasNotComparedIsToldHoweverManyThereAre() {
    Request request = new Request(null, true, false, 0, Duration.ZERO, Request.By.COMMAND);
    Report report = new Report("r", request, 0);
    for (int i = 0; i < 1200; i++) {
      ContainerReport one = report.compares(new Place("a", "c" + i), "c" + i, "full");
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
  void aRoundOfManyLongNamesAndErrorsStaysWithinWhatADocumentMayBe() {
    Request request = new Request(null, true, false, 0, Duration.ZERO, Request.By.COMMAND);
    Report report = new Report("r", request, 0);
    String name = "é".repeat(512);
    for (int i = 0; i < 2000; i++) {
      Place place = new Place("a", "c".repeat(256));
      ContainerReport one = report.compares(place, place.container(), "full");
      for (int n = 0; n < 20; n++) {
        ObjectKey key = new ObjectKey(place.account(), place.container(), name);
        one.found(Finding.of(key, Finding.Kind.MISSING));
      }
      one.failed("é".repeat(20_000));
    }
    Document all = report.document();
    int bytes = new RawBsonDocument(all, new DocumentCodec()).getByteBuffer().remaining();
    assertTrue(bytes < 15 << 20, bytes + " bytes");
    assertEquals(40_000L, all.get("found", Document.class).get("missing"));
    List<Document> told = all.getList("by_container", Document.class);
    assertEquals(20, told.get(0).getList("examples", Document.class).size());
    assertEquals(List.of(), told.get(1999).getList("examples", Document.class));
  }

  @Test
  void theSumsAreOfAllContainers() {
    Request request = new Request(null, true, false, 0, Duration.ZERO, Request.By.COMMAND);
    Report report = new Report("r", request, 0);
    for (int i = 0; i < 3; i++) {
      ContainerReport one = report.compares(new Place("a", "c" + i), "c" + i, "full");
      one.listed();
      one.catalogued(true);
      one.catalogued(false);
      one.found(Finding.of(new ObjectKey("a", "c" + i, "o"), Finding.Kind.OLDER));
    }
    assertEquals(
        new Document("swift", 3L).append("catalogue", 6L).append("final", 3L).append("gaps", 3L),
        report.document().get("sums"));
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
