package org.sluice.run;

import com.mongodb.client.MongoClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunKey;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.gold.mongo.DocumentRemover;
import org.sluice.swift.FakeSwift;

/**
 * Does the run of a large object, cut into parts that are read side by side, in a JVM of its own
 * which dies at once when it has written so many batches of gold. Says at last how many parts were
 * read beside the run.
 */
final class HubThatDies {
  static final int RECORDS = 4_000;
  static final String ROUTE = "lines";
  static final String ETAG = "e1";
  static final String TYPE = "application/x-ndjson";
  static final int DEATH = 137;

  /** What stands before the number of parts. */
  static final String BESIDE = "parts read beside the run: ";

  private static final String YAML =
      """
      - route:
          id: lines
          from:
            uri: lake:objects
            steps:
              - to: kamelet:json-records-action
              - to: kamelet:documents-sink
      """;

  private HubThatDies() {}

  static byte[] content() {
    return IntStream.range(0, RECORDS)
        .mapToObj(n -> "{\"n\": %d, \"text\": \"record %d of many\"}".formatted(n, n))
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param args the object's name, and after how many batches it dies; 0 for never
   */
  public static void main(String[] args) {
    int end = 1;
    try {
      System.out.println(run(args));
      end = 0;
    } catch (Exception e) {
      e.printStackTrace();
    }
    // Its clients' threads would keep it.
    System.exit(end);
  }

  private static Object run(String[] args) throws Exception {
    RunsLakeRig.connect();
    MongoClient mongo = RunsLakeRig.mongo;
    LakeObject object =
        Documents.object(
            RunsLakeRig.documents.find(new ObjectKey(FakeSwift.ACCOUNT, "neocampus", args[0])));
    FakeSwift swift = new FakeSwift();
    swift.put("neocampus", args[0], object.version(), ETAG);
    swift.contents.put("neocampus/" + args[0], content());
    AtomicLong beside = new AtomicLong();
    Runner runner =
        new Runner(
            routes(mongo, Integer.parseInt(args[1])),
            swift.objects(),
            RunsLakeRig.log(new RunsLakeRig.NothingEnsues()),
            new Cleaning(
                Map.of("mongodb", new DocumentRemover(mongo)),
                RunsLakeRig.ledger,
                RunsLakeRig.runs),
            new Credit(64 << 20),
            new Portions(8 << 10, 4, 1, nanos -> beside.incrementAndGet()),
            new Patience(20, Duration.ofHours(1)),
            null,
            Duration.ofHours(1));
    CompletableFuture<Outcome> later = new CompletableFuture<>();
    Outcome outcome =
        runner.run(
            RunsLakeRig.entry(object, ROUTE, RunKey.LIVE),
            new Circuit(Duration.ofSeconds(30)),
            later::complete);
    outcome = outcome == null ? later.orTimeout(5, TimeUnit.MINUTES).join() : outcome;
    return outcome.equals(Outcome.done())
        ? BESIDE + beside
        : RunsLakeRig.runs.ofEvents(List.of(object.eventId()));
  }

  private static RouteTable routes(MongoClient mongo, int deathAfter) throws Exception {
    AtomicLong written = new AtomicLong();
    return new DocumentRoutes(
            mongo,
            YAML,
            gold ->
                batch -> {
                  boolean newest = gold.write(batch);
                  if (written.incrementAndGet() == deathAfter) {
                    // Gold has it, and nobody else knows.
                    Runtime.getRuntime().halt(DEATH);
                  }
                  return newest;
                })
        .table;
  }
}
