package org.sluice.enrich.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sluice.trial.TrialRun;

/** What is remembered is asked for, and is bounded. */
class SeenTest {
  private final TrialRun run = new TrialRun(null, "r");

  @Test
  void memoryIsAskedForAsItGrowsAndNoMoreOnceTheEldestAreForgotten() {
    Seen seen = new Seen(20_000, run);
    for (int i = 0; i < 8_192; i++) {
      assertTrue(seen.isNew(new Seen.Digest(i, i)));
    }
    assertEquals(0, run.remembered());
    for (int i = 8_192; i < 100_000; i++) {
      assertTrue(seen.isNew(new Seen.Digest(i, i)));
    }
    assertEquals((8_192 + 16_384) * 6, run.remembered());
    assertFalse(seen.isNew(new Seen.Digest(80_000, 80_000)));
    assertTrue(seen.isNew(new Seen.Digest(79_999, 79_999)));
  }
}
