package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Two hubs write to and take out of one database. */
class PointLocksTest {
  private static final Instant TIME = Instant.parse("2026-11-28T09:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final PointLocks.Times PATIENT =
      new PointLocks.Times(LONG, LONG, Duration.ofDays(1));
  private static final PointLocks.Times SHORT =
      new PointLocks.Times(LONG, Duration.ofMillis(50), Duration.ofDays(1));

  private final CutsBoard board = new CutsBoard();
  private final PointLocks cutting = new PointLocks(board.side(), PATIENT);
  private final PointLocks writing = new PointLocks(board.side(), PATIENT);
  private final List<String> done = new ArrayList<>();

  @Test
  void aPointThatComesBetweenAnothersLookAndItsDeletionIsWrittenAgain() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    List<CompletableFuture<Void>> writer = new ArrayList<>();
    cutting.cut(
        cut(0, 10, null),
        () -> {
          writer.add(
              CompletableFuture.runAsync(
                  () ->
                      writing.write(
                          "db",
                          List.of(point(5, "b")),
                          () -> {
                            note("write");
                            written.countDown();
                          })));
          return happens(written);
        },
        () -> note("delete"));
    writer.get(0).get(120, TimeUnit.SECONDS);
    assertEquals(List.of("write", "delete", "write"), done);
  }

  @Test
  void whatWasOverWhenTheWriteBeganIsNothingToIt() {
    cutting.cut(cut(0, 10, null), () -> true, () -> note("delete"));
    write(point(5, "a"));
    done.clear();
    write(point(5, "a"));
    assertEquals(List.of("write"), done);
  }

  @Test
  void whatLiesBesideItIsWrittenOnce() {
    hang(cut(0, 10, Map.of("sensor", "a")));
    write(point(5, "b"));
    assertEquals(List.of("write"), done);
  }

  /** InfluxDB may have forgotten its series, which had nothing before. */
  @Test
  void whatIsOfTheSameSeriesAtAnotherTimeIsWrittenOnceMoreAndNoMore() {
    CutsBoard other = new CutsBoard();
    Cuts side = other.side();
    String first = side.begin(cut(0, 10, null));
    new PointLocks(other.side(), PATIENT)
        .write(
            "db",
            List.of(point(11, "a")),
            () -> {
              note("write");
              side.over(first);
              if (done.size() == 2) {
                side.begin(cut(0, 10, null));
              }
            });
    assertEquals(List.of("write", "write"), done);
  }

  @Test
  void anotherThatDoesNotComeToAnEndIsSaidToBeSo() {
    hang(cut(0, 10, Map.of("sensor", "a", "room", "")));
    PointLocks impatient = new PointLocks(board.side(), SHORT);
    FaultException said =
        assertThrows(
            FaultException.class,
            () -> impatient.write("db", List.of(point(5, "a")), () -> note("write")));
    assertEquals(Fault.GOLD_UNREACHABLE, said.fault());
    assertTrue(said.getMessage().contains("another hub"), said.getMessage());
  }

  @Test
  void anotherThatIsDeadIsNotWaitedForButWrittenAfter() {
    hang(cut(0, 10, null));
    PointLocks.Times dead =
        new PointLocks.Times(Duration.ZERO, Duration.ofSeconds(120), Duration.ofMillis(30));
    new PointLocks(board.side(), dead).write("db", List.of(point(5, "a")), () -> note("write"));
    assertTrue(done.size() >= 2, "where it takes long it is written once more yet: " + done);
  }

  @Test
  void whoStoodStillAfterItsLookDeletesNothing() {
    PointLocks.Times slow =
        new PointLocks.Times(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(60));
    PointLocks slowly = new PointLocks(board.side(), slow);
    FaultException said =
        assertThrows(
            FaultException.class,
            () -> slowly.cut(cut(0, 10, null), () -> true, () -> note("delete")));
    assertTrue(said.getMessage().contains("took over 0 s"), said.getMessage());
    assertEquals(List.of(), done);
    write(point(5, "a"));
    write(point(5, "a"));
    assertEquals(List.of("write", "write", "write"), done);
  }

  @Test
  void aDeletionThatInfluxRefusesIsOver() {
    FaultException refused = new FaultException(Fault.GOLD_REJECTED, "no");
    assertThrows(
        FaultException.class,
        () ->
            cutting.cut(
                cut(0, 10, null),
                () -> true,
                () -> {
                  throw refused;
                }));
    PointLocks impatient = new PointLocks(board.side(), SHORT);
    impatient.write("db", List.of(point(5, "a")), () -> note("write"));
    assertEquals(List.of("write", "write"), done);
  }

  /** What it met may be forgotten by then. */
  @Test
  void aWriteInWhichTheHubStoodStillIsDoneAgain() {
    PointLocks.Times quick =
        new PointLocks.Times(Duration.ZERO, Duration.ZERO, Duration.ofMillis(100));
    new PointLocks(board.side(), quick)
        .write(
            "db",
            List.of(point(5, "a")),
            () -> {
              note("write");
              if (done.size() == 1) {
                standStill();
              }
            });
    assertTrue(done.size() >= 2, "where the second takes long, too, it is done again: " + done);
  }

  /** The series may have been emptied, and forgotten after that. */
  @Test
  void whatWasTakenOutIsWrittenOnceMoreAlsoForAnotherTimeOfItsSeries() {
    Cuts side = board.side();
    String first = side.begin(cut(0, 10, null));
    writing.write(
        "db",
        List.of(point(5, "a")),
        () -> {
          note("write");
          if (done.size() == 1) {
            side.over(first);
          } else if (done.size() == 2) {
            side.over(side.begin(cut(20, 30, null)));
          }
        });
    assertEquals(List.of("write", "write", "write"), done);
  }

  @Test
  void othersWriteWhileItIsWaitedFor() throws Exception {
    Cuts side = board.side();
    String open = side.begin(cut(0, 10, Map.of("sensor", "a")));
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> waits =
        CompletableFuture.runAsync(
            () -> writing.write("db", List.of(point(5, "a")), first::countDown));
    assertTrue(happens(first));
    write(point(5, "b"));
    assertEquals(List.of("write"), done);
    side.over(open);
    waits.get(120, TimeUnit.SECONDS);
  }

  @Test
  void aLookThatFailsTakesNothingOut() {
    assertThrows(
        IllegalStateException.class,
        () ->
            cutting.cut(
                cut(0, 10, null),
                () -> {
                  throw new IllegalStateException("no answer");
                },
                () -> note("delete")));
    PointLocks impatient = new PointLocks(board.side(), SHORT);
    impatient.write("db", List.of(point(5, "a")), () -> note("write"));
    assertEquals(List.of("write", "write"), done);
  }

  /** A deletion of which nobody knows whether it was done. */
  private void hang(Cut cut) {
    assertThrows(
        IllegalStateException.class,
        () ->
            cutting.cut(
                cut,
                () -> true,
                () -> {
                  throw new IllegalStateException("no answer");
                }));
  }

  private static void standStill() {
    long from = System.nanoTime();
    while (System.nanoTime() - from < Duration.ofMillis(60).toNanos()) {
      Thread.onSpinWait();
    }
  }

  private void write(Reading... points) {
    writing.write("db", List.of(points), () -> note("write"));
  }

  private synchronized void note(String what) {
    done.add(what);
  }

  private static boolean happens(CountDownLatch latch) {
    try {
      return latch.await(120, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cut cut(int from, int to, Map<String, String> tags) {
    return new Cut("db", "m", new TimeRange(nanos(from), nanos(to), tags));
  }

  private static Reading point(int second, String sensor) {
    return new Reading(
        "m",
        TIME.plusSeconds(second),
        new TreeMap<>(Map.of("sensor", sensor)),
        new TreeMap<>(Map.of("value", 1.0)));
  }

  private static long nanos(int second) {
    return TIME.plusSeconds(second).getEpochSecond() * 1_000_000_000L;
  }
}
