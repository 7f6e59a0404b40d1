package org.sluice.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
                "refused-events: why",
                "./sluice refused lists them; mend the cause, then ./sluice refused again --all.")),
        findings);
  }
}
