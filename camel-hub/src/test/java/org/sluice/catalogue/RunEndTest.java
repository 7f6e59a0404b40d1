package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunEndTest {
  @Test
  void whatBlocksCountedStandsOnRecordWhereThereIsSuch() {
    assertEquals(
        List.of("1 of 2 is none."), end(List.of("1 of 2 is none.")).changed().get("notes"));
    assertFalse(end(List.of()).changed().containsKey("notes"));
    assertEquals(List.of("a"), end(List.of("a")).superseded().notes());
  }

  private static RunEnd end(List<String> notes) {
    Instant now = Instant.now();
    return new RunEnd(
        null,
        true,
        1,
        Status.DONE,
        now,
        now,
        null,
        null,
        List.of(),
        List.of(),
        0,
        List.of(),
        notes);
  }
}
