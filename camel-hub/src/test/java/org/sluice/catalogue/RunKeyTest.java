package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunKeyTest {
  @Test
  void aRetryFollowsFromTheRunThatIsParked() {
    RunKey live = new RunKey("E", "route", "r1", RunKey.LIVE);
    RunKey first = live.retry("r2");
    assertEquals("E|route|r2|retry-1", first.id());
    assertEquals("E|route|r2|retry-2", first.retry("r2").id());
    RunKey removal = new RunKey("E", "route", "gone", "removal-17.1").retry("gone");
    assertEquals("removal-17.1-retry-1", removal.replay());
    assertTrue(removal.retry("gone").isRemoval());
    assertEquals("removal-17.1-retry-2", removal.retry("gone").replay());
  }
}
