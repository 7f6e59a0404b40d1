package org.sluice.gold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sluice.batch.Limits;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldRemover;
import org.sluice.trial.TrialRun;

/** Runs of objects that are in no lake. */
public final class TestRuns {
  public static final Limits LIMITS = Limits.of(1_000, 1 << 20);
  public static final String OLDER = "1795464363.77499";
  public static final String NEWER = "1795464999.00001";

  private TestRuns() {}

  public static TrialRun run(String project, String object, String version) {
    return run(project, object, version, Map.of());
  }

  /** A run of another route. */
  public static TrialRun run(String project, String object, String version, String route) {
    return run(project, object, version, Map.of(), route);
  }

  /** What a run finds of older versions, having written to the same place. */
  public static GoldRemover.Stale stale(TrialRun run, Set<String> versions, long kept) {
    return stale(run, run.places().get(0), versions, run.object().version(), kept);
  }

  /** What a deletion finds of the version that a run wrote. */
  public static GoldRemover.Stale deleted(TrialRun run, String deletion) {
    return stale(run, run.places().get(0), Set.of(run.object().version()), deletion, -1);
  }

  /** What a dumper tells of what a run has written, in order. */
  public static List<String> told(GoldDumper dumper, TrialRun run) {
    GoldHeld held = new GoldHeld(run.object().key(), run.route(), run.places());
    List<String> lines = new ArrayList<>();
    held.places().forEach(place -> dumper.dump(held, place, lines::add));
    return lines.stream().sorted().toList();
  }

  private static GoldRemover.Stale stale(
      TrialRun run, GoldPlace place, Set<String> versions, String newest, long kept) {
    return new GoldRemover.Stale(
        run.object().key(), run.object().project(), run.route(), place, versions, newest, kept);
  }

  public static TrialRun run(
      String project, String object, String version, Map<String, Object> otherData) {
    return run(project, object, version, otherData, "tried");
  }

  private static TrialRun run(
      String project, String object, String version, Map<String, Object> otherData, String route) {
    return new TrialRun(object(project, object, version, "application/json", otherData), route);
  }

  /** A run of JSON lines in passes of so many bytes. */
  public static TrialRun ofLines(String project, String object, String version, long chunkBytes) {
    return new TrialRun(
        object(project, object, version, "application/x-ndjson", Map.of()), "tried", chunkBytes);
  }

  private static LakeObject object(
      String project, String object, String version, String type, Map<String, Object> otherData) {
    return new LakeObject(
        new ObjectKey("AUTH_lake", project, object),
        project,
        version,
        "5QK2M7AAAAAAAAAAAAAAAAAAAAAAAAAA",
        project + "-" + Integer.toHexString(object.hashCode()),
        object,
        type,
        10,
        null,
        "campus:alice",
        "",
        "default",
        otherData,
        Map.of(),
        null);
  }

  /** What pieces of work that are done at once answer, in their order. */
  public static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(work)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdown();
    }
  }

  /** A project of its own for each test, so that no test sees another's gold. */
  public static String project() {
    return "try-" + Long.toString(System.nanoTime(), 36);
  }
}
