package org.sluice.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.event.Events;
import org.sluice.event.JournalProgress;

class EventBatchTest {
  private static EventBatch read(String json) throws EventBatch.NotABatch {
    return EventBatch.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEventOfTheSchemaIsGood() throws Exception {
    EventBatch batch = read("[" + Events.json("a.json", "1795464363.77499") + "]");
    assertEquals(1, batch.good().size());
    assertTrue(batch.bad().isEmpty(), batch.bad().toString());
  }

  @Test
  void aBadEventIsNamedByIndexAndFieldAndTheOthersAreTaken() throws Exception {
    String good = Events.json("a.json", "1795464363.77499");
    EventBatch batch =
        read("[" + good + "," + good.replace("\"size\":15802", "\"size\":-1") + "," + good + "]");
    assertEquals(2, batch.good().size());
    assertEquals(1, batch.bad().get(0).index());
    assertEquals("/data/size", batch.bad().get(0).field());
  }

  @Test
  void aMissingFieldIsNamed() throws Exception {
    String event = Events.json("a.json", "1795464363.77499").replace("\"container\"", "\"box\"");
    assertEquals("/data/container", read("[" + event + "]").bad().get(0).field());
  }

  @Test
  void progressOfAJournalIsAnEvent() throws Exception {
    assertEquals(
        1,
        read("[{\"specversion\":\"1.0\",\"id\":\"p1/e/1-9\",\"type\":\"org.sluice.journal.progress\","
                + "\"source\":\"/swift/lake1\",\"time\":\"2026-11-23T20:06:04Z\","
                + "\"data\":{\"schema_version\":1,\"proxy\":\"p1\",\"epoch\":\"e\",\"from\":1,\"to\":9}}]")
            .good()
            .size());
  }

  private static String progress(String more) {
    return "[{\"specversion\":\"1.0\",\"id\":\"p1/e/1-9\",\"type\":\"org.sluice.journal.progress\","
        + "\"source\":\"/swift/lake1\",\"time\":\"2026-11-23T20:06:04Z\","
        + "\"data\":{\"schema_version\":1,\"proxy\":\"p1\",\"epoch\":\"e\",\"from\":3,"
        + more
        + "}}]";
  }

  @Test
  void progressMayTellOfALossAndOfWhatWasAskedFor() throws Exception {
    for (String why : List.of("dropped", "unsettled", "gone")) {
      EventBatch batch = read(progress("\"to\":9,\"lost\":\"" + why + "\",\"again\":true"));
      assertEquals(
          new JournalProgress("p1", "e", 3, 9, why, true), JournalProgress.of(batch.good().get(0)));
    }
    assertEquals(
        new JournalProgress("p1", "e", 3, 2, null, false),
        JournalProgress.of(read(progress("\"to\":2")).good().get(0)));
  }

  @Test
  void progressOfAnotherKindIsRefused() throws Exception {
    assertEquals("/data/lost", read(progress("\"to\":9,\"lost\":\"eaten\"")).bad().get(0).field());
    assertEquals("/data/again", read(progress("\"to\":9,\"again\":\"yes\"")).bad().get(0).field());
    assertEquals("/data/to", read(progress("\"to\":9007199254740992")).bad().get(0).field());
  }

  @Test
  void whatIsNoArrayIsNoBatch() {
    assertThrows(EventBatch.NotABatch.class, () -> read("{}"));
    assertThrows(EventBatch.NotABatch.class, () -> read(""));
    assertThrows(EventBatch.NotABatch.class, () -> read("[{]"));
  }
}
