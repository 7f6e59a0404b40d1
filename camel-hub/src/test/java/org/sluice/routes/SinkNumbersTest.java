package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.sluice.gold.TestRuns;
import org.sluice.trial.RecordedGold;
import org.sluice.trial.TrialRun;

/** The keys of documents, which a replay must find again. */
class SinkNumbersTest {
  private static final int RECORDS = 300;

  /** Of the object's key and the route: what stands in gold must be found again. */
  private static final String MARK = "TO4CTUYCO55WJ22PV6P6RR7LFUE3TV2A";

  private static final String DEDUPLICATE =
      "- to: {uri: kamelet:deduplicate-action, parameters: {by: m}}";

  @Test
  void documentsHaveTheKeysThatTheyEverHadInHoweverManyPasses() throws Exception {
    for (long chunk : new long[] {1 << 20, 100}) {
      List<Document> documents = documents("", chunk);
      assertEquals(RECORDS, documents.size());
      for (int i = 0; i < RECORDS; i++) {
        assertEquals("%s:%06d".formatted(MARK, i), documents.get(i).getString("_id"));
        assertEquals(i, documents.get(i).get("_sluice", Document.class).get("position"));
      }
    }
  }

  @Test
  void behindStepsThatLeaveRecordsOutTheyAreCountedAsTheyCome() throws Exception {
    for (String step : List.of("- process: {ref: even}", DEDUPLICATE)) {
      List<Document> documents = documents(step, 100);
      int left = documents.size();
      assertEquals(step.equals(DEDUPLICATE) ? 100 : 150, left);
      for (int i = 0; i < left; i++) {
        assertEquals("%s:%06d".formatted(MARK, i), documents.get(i).getString("_id"));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Document> documents(String step, long chunk) throws Exception {
    RecordedGold gold = new RecordedGold();
    try (CamelContext context = RouteKit.context("http://127.0.0.1:1")) {
      gold.register(context);
      context.getRegistry().bind("even", (Processor) SinkNumbersTest::even);
      context.start();
      RouteKit.load(
          context,
          """
          - route:
              id: keys
              from:
                uri: lake:objects
                steps:
                  - to: kamelet:json-records-action
                  %s
                  - to: kamelet:documents-sink
          """
              .formatted(step));
      String lines =
          IntStream.range(0, RECORDS)
              .mapToObj(i -> "{\"n\": %d, \"m\": %d}\n".formatted(i, i % 100))
              .collect(Collectors.joining());
      TrialRun run =
          new TrialRun(TestRuns.run("p", "o.jsonl", TestRuns.OLDER).object(), "keys", chunk);
      Exchange exchange =
          RouteKit.run(
              context, run, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
    }
    return (List<Document>) ((Map<?, ?>) gold.written().get("documents")).get("documents");
  }

  /** A step of somebody's own, that tells nobody that it leaves records out. */
  private static void even(Exchange exchange) {
    List<?> records = exchange.getMessage().getBody(List.class);
    exchange
        .getMessage()
        .setBody(
            records.stream().filter(each -> (int) ((Map<?, ?>) each).get("n") % 2 == 0).toList());
  }
}
