package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void aRoundThatIsStoppedSaysSoAndNotThatItsHubEnds() {
    Course course = new Course(() -> false);
    String ends = assertThrows(CancellationException.class, course::goOn).getMessage();
    assertTrue(ends.contains("hub ends"), ends);
    assertFalse(course.isStopped());
    course.stop();
    String stopped = assertThrows(CancellationException.class, course::goOn).getMessage();
    assertTrue(stopped.contains("was stopped"), stopped);
  }

  @Test
  void oneThatWaitsForItsRateHearsThatItIsStopped() {
    int[] asked = new int[1];
    Course course = new Course(() -> ++asked[0] < 3);
    Pace pace = new Pace(1, course);
    assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          pace.take(100_000);
          assertThrows(CancellationException.class, () -> pace.take(1));
        });
    assertEquals(3, asked[0]);
  }
}
