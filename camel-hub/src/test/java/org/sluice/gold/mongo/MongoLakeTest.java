package org.sluice.gold.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.batch.BatchWatch;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldTable;
import org.sluice.gold.TestRuns;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** What the sink for documents promises, kept against a real MongoDB protocol server. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class MongoLakeTest extends MongoRig {
  @Test
  void recordsAreReadBackByTheQueryOnRecord() {
    String name = "a'b \"c\" {d}.json";
    TrialRun run = TestRuns.run(project, name, TestRuns.OLDER);
    sink.write(List.of(Map.of("n", 1), Map.of("n", 2.5)), run);
    assertEquals(2, run.writes().get(0).records());
    GoldTable table = reader.read(run.writes().get(0).query(), null);
    assertEquals(List.of("_id", "n", "_sluice"), table.columns());
    assertEquals(List.of(1, 2.5), column(table, "n"));
    Map<?, ?> from = (Map<?, ?>) column(table, "_sluice").get(1);
    assertEquals(name, from.get("object"));
    assertEquals(1, from.get("position"));
  }

  @Test
  void ofOneObjectTheDumpTellsWhatTheProjectsDoes() {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER);
    sink.write(records(3), run);
    sink.write(records(2), TestRuns.run(project, "b.json", TestRuns.OLDER));
    DocumentDumper dumper = new DocumentDumper(mongo);
    List<String> lines = new ArrayList<>();
    dumper.dump(project, false, lines::add);
    List<String> of = lines.stream().filter(line -> line.contains("\"a.json\"")).sorted().toList();
    assertEquals(3, of.size());
    assertEquals(of, TestRuns.told(dumper, run));
  }

  @Test
  void aRefusedRecordIsNamedAndTakesNoOtherWithIt() throws Exception {
    List<Callable<String>> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "o" + i;
      // MongoDB takes documents of 16 MiB
      int size = i == 7 ? 17 << 20 : 10;
      runs.add(
          () -> {
            List<Map<String, Object>> records = records(30);
            records.set(12, Map.of("n", "x".repeat(size)));
            try {
              sink.write(records, TestRuns.run(project, name, TestRuns.OLDER));
              return "";
            } catch (FaultException e) {
              return e.fault() + " " + e.getMessage();
            }
          });
    }
    List<String> answers = TestRuns.atOnce(runs);
    assertTrue(answers.get(7).startsWith("GOLD_REJECTED Record 13: "), answers.get(7));
    answers.remove(7);
    assertEquals(List.of(""), answers.stream().distinct().toList());
    assertEquals(20 * 30 - 1, all().size());
  }

  @Test
  void aRunThatSkipsGoesOnWithoutARefusedRecordAndKeepsThePlacesOfTheOthers() {
    List<Map<String, Object>> records = records(5);
    records.set(2, Map.of("n", "x".repeat(17 << 20)));
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER).skipping();
    sink.write(records, run);
    assertEquals(1, run.rejects().size());
    assertTrue(run.rejects().get(0).startsWith("Record 3: "), run.rejects().get(0));
    assertEquals(
        List.of(4L, 1L), List.of(run.writes().get(0).records(), run.writes().get(0).refused()));
    assertEquals(
        List.of(0L, 1L, 3L, 4L),
        all().stream()
            .map(document -> document.get("_sluice", Document.class).get("position", Number.class))
            .map(Number::longValue)
            .sorted()
            .toList());
  }

  @Test
  void ofManyRunsInOneBatchOnlyTheOvertakenAreTold() throws Exception {
    sink.write(records(1), TestRuns.run(project, "o3", TestRuns.NEWER));
    List<Callable<Boolean>> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String name = "o" + i;
      runs.add(
          () -> {
            try {
              sink.write(records(5), TestRuns.run(project, name, TestRuns.OLDER));
              return true;
            } catch (SupersededException e) {
              return false;
            }
          });
    }
    List<Boolean> answers = TestRuns.atOnce(runs);
    assertEquals(3, answers.indexOf(false));
    assertEquals(3, answers.lastIndexOf(false));
    assertEquals(9 * 5 + 1, all().size());
  }

  @Test
  void aLargeObjectsPartsAreOneObjectsDocuments() {
    sink.write(records(50), TestRuns.run(project, "a.json", TestRuns.OLDER));
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.NEWER);
    for (int part = 0; part < 3; part++) {
      run.handsOver(10, part < 2);
      sink.write(records(10), run);
      run.nextPass();
    }
    remover.remove(TestRuns.stale(run, Set.of(TestRuns.OLDER), 30));
    assertEquals(30, all().size());
    assertEquals(29, ((Document) all().get(29).get("_sluice")).getInteger("position"));
    assertEquals(1, run.writes().size());
    assertEquals(30, run.writes().get(0).records());
  }

  @Test
  void partsOfWhichABlockMadeMoreOrFewerRecordsDoNotOverwriteEachOther() {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.NEWER);
    for (int part = 0; part < 3; part++) {
      run.handsOver(2, part < 2);
      sink.write(records(part == 1 ? 1 : 5), run);
      run.nextPass();
    }
    remover.remove(TestRuns.stale(run, Set.of(TestRuns.NEWER), run.writes().get(0).records()));
    assertEquals(11, all().size());
  }

  @Test
  void hostileKeysAndLargeNumbersAreKept() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("_id", "mine");
    record.put("$set", Map.of("a.b", 1, "$inc", 2));
    record.put("a.b.c", List.of(Map.of("$x", 1)));
    record.put("", "empty");
    record.put("nul\u0000", "x");
    record.put("long", 9007199254740993L);
    record.put("huge", new BigInteger("12345678901234567890123"));
    record.put("none", null);
    sink.write(List.of(record), TestRuns.run(project, "a.json", TestRuns.OLDER));
    Document kept = all().get(0);
    assertEquals("mine", kept.get("%5Fid"));
    assertEquals(new Document("a%2Eb", 1).append("%24inc", 2), kept.get("%24set"));
    assertEquals(List.of(new Document("%24x", 1)), kept.get("a%2Eb%2Ec"));
    assertEquals("empty", kept.get("%"));
    assertEquals("x", kept.get("nul%00"));
    assertEquals(9007199254740993L, kept.get("long"));
    assertEquals("12345678901234567890123", kept.get("huge").toString());
    assertTrue(kept.containsKey("none"));
  }

  @Test
  void theReaderListsDatabasesAndCollections() {
    sink.write(records(2), TestRuns.run(project, "a.json", TestRuns.OLDER));
    assertTrue(reader.read("", null).rows().contains(List.of("gold_" + project)));
    assertEquals(List.of(List.of("documents", 2L)), reader.read("gold_" + project, null).rows());
    assertEquals(1, reader.read(place + " {\"n\": {\"$gt\": 0}}", null).rows().size());
    assertEquals(1, reader.read(place + "{\"n\": 1}", null).rows().size());
  }

  @Test
  void aDatabaseThatThereIsNotIsAMistakeUnlessItIsAKnownProjects() {
    assertEquals(List.of(), reader.read("gold_known-without-gold", null).rows());
    assertEquals(List.of(), reader.read("gold_known-without-gold.documents", null).rows());
    sink.write(records(2), TestRuns.run(project, "a.json", TestRuns.OLDER));
    for (String query : List.of("gold_" + project + "x", "gold_" + project + "x.documents {}")) {
      FaultException e = assertThrows(FaultException.class, () -> reader.read(query, null), query);
      assertEquals(Fault.QUERY_INVALID, e.fault());
      assertTrue(e.getMessage().contains("x; did you mean gold_" + project + "?"), e.getMessage());
    }
  }

  @Test
  void aWrongQueryIsTheAskersFault() {
    for (String query :
        List.of(
            place + " {",
            place + " nothing",
            place + " {\"$where\": \"1\"}",
            place + " {\"$or\": [{\"$where\": \"1\"}]}",
            "gold {\"n\": 1}",
            "a$b.c d")) {
      FaultException e = assertThrows(FaultException.class, () -> reader.read(query, null), query);
      assertEquals(Fault.QUERY_INVALID, e.fault(), query + ": " + e.getMessage());
    }
  }

  @Test
  void aDatabaseThatIsDownIsWaitedFor() {
    try (MongoClient nobody =
        MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300")) {
      DocumentSink down =
          new DocumentSink(
              new MongoDocumentWriter(context, nobody, TestRuns.LIMITS, BatchWatch.NONE),
              "documents");
      FaultException e =
          assertThrows(
              FaultException.class,
              () -> down.write(records(1), TestRuns.run(project, "a.json", TestRuns.OLDER)));
      assertEquals(Fault.GOLD_UNREACHABLE, e.fault());
    }
  }

  private static List<Object> column(GoldTable table, String name) {
    int at = table.columns().indexOf(name);
    return table.rows().stream().map(row -> row.get(at)).toList();
  }
}
