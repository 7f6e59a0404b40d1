package org.sluice.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sluice.run.Circuits;

/** What `sluice status` says of what is not well. */
class FindingsTest {
  @Test
  void eventsThatAreSetAsideAreSaidWithWhatToDo() {
    List<Findings.Finding> findings =
        Findings.of(
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of("refused-events", Optional.of("why"), "journals", Optional.empty()));
    assertEquals(
        List.of(
            new Findings.Finding(
                "refused-events: why", "./sluice refused lists them, and says what to do.")),
        findings);
  }

  @Test
  void eventsThatWaitForSwiftAreSaidWithWhatToDo() {
    List<Findings.Finding> findings =
        Findings.of(
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of("waiting-events", Optional.of("why")));
    assertEquals("waiting-events: why", findings.get(0).what());
    assertTrue(findings.get(0).todo().startsWith("They are registered once Swift answers"));
  }

  @Test
  void whatAQueueWaitsForIsSaidOnceWithWhatToDo() {
    String complaint = "FATAL: password authentication failed for user \"lake\"";
    Circuits.Standing waits =
        new Circuits.Standing(
            Instant.EPOCH, "access-denied", "It lets us not in: " + complaint, "Mend it.", null);
    Map<String, Optional<String>> answers =
        new TreeMap<>(
            Map.of("postgresql", Optional.of(complaint), "swift", Optional.of("no answer")));
    List<Findings.Finding> findings =
        Findings.of(Map.of("tables", waits), List.of(), List.of(), Map.of(), Map.of(), answers);
    assertEquals(
        List.of(
            "swift: no answer",
            "The queue of tables waits since 1970-01-01T00:00:00Z: It lets us not in: "
                + complaint),
        findings.stream().map(Findings.Finding::what).toList());
  }
}
