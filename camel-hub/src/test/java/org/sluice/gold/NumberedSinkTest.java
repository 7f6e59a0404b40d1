package org.sluice.gold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.trial.TrialRun;

class NumberedSinkTest {
  private final List<Long> seen = new ArrayList<>();
  private boolean down;
  private final Sink sink =
      new NumberedSink(
          (body, run) -> {
            seen.add(run.recordsBefore());
            if (down) {
              throw new IllegalStateException("down");
            }
          },
          "here");

  private final TrialRun run = TestRuns.run("p", "o.json", TestRuns.OLDER);

  @Test
  void whatReachesItIsCountedAndNotWhatWasReadOfTheObject() {
    for (int records : new int[] {3, 0, 2}) {
      run.handsOver(10, true);
      sink.write(records(records), run);
      run.nextPass();
    }
    sink.write(Map.of("a", "picture"), run);
    sink.write(records(1), run);
    assertEquals(List.of(0L, 3L, 3L, 5L, 6L), seen);
  }

  @Test
  void whatFailedIsDoneAgainUnderTheSameNumbers() {
    sink.write(records(2), run);
    down = true;
    assertThrows(IllegalStateException.class, () -> sink.write(records(3), run));
    down = false;
    sink.write(records(3), run);
    sink.write(records(3), run);
    assertEquals(List.of(0L, 2L, 2L, 5L), seen);
  }

  @Test
  void sinksThatWriteToOnePlaceCountOn() {
    sink.write(records(2), run);
    new NumberedSink((body, view) -> seen.add(view.recordsBefore()), "here").write(records(1), run);
    sink.write(records(1), run);
    assertEquals(List.of(0L, 2L, 3L), seen);
  }

  @Test
  void eachPlaceAndEachRunHasItsOwnCount() {
    Sink other = new NumberedSink((body, view) -> seen.add(view.recordsBefore()), "there");
    sink.write(records(2), run);
    other.write(records(3), run);
    sink.write(records(1), run);
    other.write(records(1), run);
    sink.write(records(1), TestRuns.run("p", "o.json", TestRuns.OLDER));
    assertEquals(List.of(0L, 0L, 2L, 3L, 0L), seen);
  }

  private static List<Map<String, Object>> records(int count) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(Map.of("n", i));
    }
    return records;
  }
}
