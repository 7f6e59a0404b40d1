package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.RunKey;
import org.sluice.event.LakeObject;

/** A route that goes on without records that it cannot take says on record which these are. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class SkippedRecordsLakeTest extends RoutedLakeRig {
  private static final String ROUTE =
      """
      - route:
          id: skips
          from:
            uri: lake:objects
            parameters:
              onReject: skip
            steps:
              - to: kamelet:json-records-action
              - to: kamelet:documents-sink
      """;

  @Test
  void theOthersAreInGoldAndTheRecordNamesItsLine() throws Exception {
    String content = "{\"n\": 1}\n{\"n\": 2\n{\"n\": 3}\n";
    LakeObject object = upload(name("skipped"), V1, content, "skips");
    try (DocumentRoutes routes = new DocumentRoutes(mongo, ROUTE, UnaryOperator.identity())) {
      Runner runner = runner(routes, new Credit(1 << 20), 1 << 16);
      assertEquals(Outcome.done(), run(runner, entry(object, "skips", RunKey.LIVE)));
    }
    Document record = onRecord(key(object, "skips", RunKey.LIVE));
    assertEquals("done", record.getString("status"));
    assertEquals(1L, record.get("rejected"));
    List<Document> rejects = record.getList("rejects", Document.class);
    assertEquals(List.of("json-malformed"), rejects.stream().map(r -> r.get("code")).toList());
    String message = rejects.get(0).getString("message");
    assertTrue(message.startsWith("Line 2 "), message);
    assertEquals(List.of(1, 3), gold(object, "skips", "n"));
  }
}
