package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunKey;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;

/**
 * A hub is killed while a large object goes through its route in parts that are read side by side.
 * The next hub begins with the object again.
 */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class DeathWithinPartsLakeTest extends RunsLakeRig {
  @TempDir Path folder;

  @Test
  void goldIsWholeAndTheSameAsWhereNobodyDied() throws Exception {
    LakeObject quiet = large("quiet");
    assertEquals(0, hub(quiet, 0));
    List<Document> expected = gold(quiet);
    assertEquals(
        IntStream.range(0, HubThatDies.RECORDS).boxed().toList(),
        expected.stream().map(one -> one.getInteger("n")).toList());

    LakeObject object = large("killed");
    int before = 0;
    for (int batches : new int[] {1, 9}) {
      assertEquals(HubThatDies.DEATH, hub(object, batches));
      int written = gold(object).size();
      assertTrue(written > before && written < HubThatDies.RECORDS, written + " records");
      assertFalse(isOver(object));
      before = written;
    }
    assertEquals(0, hub(object, 0));
    assertEquals(expected, gold(object));
    List<Document> all = runs.ofEvents(List.of(object.eventId())).get(object.eventId());
    assertEquals(1, all.size(), "it is one run");
    assertTrue(isOver(object));
    assertEquals("done", documents.find(object.key()).getString("status"));
    assertEquals(1, places(object).size());
  }

  private static LakeObject large(String name) {
    return register(
        Events.created(name(name), V1)
            .withContent(
                HubThatDies.ETAG, (long) HubThatDies.content().length, HubThatDies.TYPE, Map.of()),
        HubThatDies.ROUTE);
  }

  /** What ends it. */
  private int hub(LakeObject object, int deathAfter) throws Exception {
    Path out = folder.resolve("said.txt");
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HubThatDies.class.getName(),
                object.key().object(),
                String.valueOf(deathAfter))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = hub.waitFor(10, TimeUnit.MINUTES);
    hub.destroyForcibly().waitFor();
    String said = Files.readString(out);
    assertTrue(ended, said);
    if (hub.exitValue() == 0) {
      assertTrue(
          said.lines().anyMatch(line -> line.matches(HubThatDies.BESIDE + "[1-9][0-9]*")), said);
    }
    return hub.exitValue();
  }

  /** In the order of their keys, without what names the object. */
  private static List<Document> gold(LakeObject object) {
    LedgerPlace place = places(object).get(0);
    List<Document> all =
        database(place.store())
            .getCollection(place.place())
            .find(new Document("_sluice.object", object.key().object()))
            .sort(new Document("_id", 1))
            .into(new ArrayList<>());
    for (Document one : all) {
      one.put("_id", one.getString("_id").replaceFirst(".*:", ""));
      one.get("_sluice", Document.class).remove("object");
    }
    return all;
  }

  private static boolean isOver(LakeObject object) {
    String run = key(object, HubThatDies.ROUTE, RunKey.LIVE).id();
    return runs.over(List.of(run)).contains(run);
  }

  private static List<LedgerPlace> places(LakeObject object) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), HubThatDies.ROUTE);
    return ledger.find(List.of(asked)).get(asked.ledgerId()).places();
  }
}
