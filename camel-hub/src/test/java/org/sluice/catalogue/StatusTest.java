package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
  @Test
  void anObjectIsAsItsWorstRun() {
    assertEquals(Status.PARKED, Status.worst(List.of(Status.DONE, Status.PARKED, Status.RUNNING)));
    assertEquals(
        Status.RUNNING, Status.worst(List.of(Status.DONE, Status.RUNNING, Status.WAITING)));
    assertEquals(Status.DONE, Status.worst(List.of(Status.DONE, Status.DECLINED)));
  }

  @Test
  void whatWasDeclinedOrSupersededDoesNotCount() {
    assertEquals(Status.UNHANDLED, Status.worst(List.of(Status.DECLINED, Status.SUPERSEDED)));
    assertEquals(Status.UNHANDLED, Status.worst(List.of()));
  }
}
