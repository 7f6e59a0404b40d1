package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OffsetsTest {
  private final Offsets offsets = new Offsets();

  @Test
  void onlyWhatLiesBeforeTheOldestOpenOneIsCommitted() {
    for (long offset = 5; offset < 10; offset++) {
      offsets.taken(offset);
    }
    offsets.done(6);
    offsets.done(7);
    assertEquals(5, offsets.toCommit());
    offsets.committed(5);
    assertEquals(-1, offsets.toCommit());
    offsets.done(5);
    assertEquals(8, offsets.toCommit());
  }

  @Test
  void whatIsFullIsHeldUpByTheOldestOpenOne() {
    offsets.taken(3);
    offsets.taken(4);
    assertFalse(offsets.isHeldUpBy(3));
    offsets.full(true);
    assertTrue(offsets.isHeldUpBy(3));
    assertFalse(offsets.isHeldUpBy(4));
    offsets.done(3);
    assertTrue(offsets.isHeldUpBy(4));
    offsets.full(false);
    assertFalse(offsets.isHeldUpBy(4));
  }

  @Test
  void theWindowReachesFromTheOldestOpenOne() {
    for (long offset = 0; offset < 100; offset++) {
      offsets.taken(offset);
    }
    for (long offset = 1; offset < 100; offset++) {
      offsets.done(offset);
    }
    assertEquals(100, offsets.window());
    offsets.done(0);
    assertEquals(0, offsets.window());
    assertEquals(100, offsets.toCommit());
  }
}
