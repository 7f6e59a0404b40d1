package org.sluice.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sluice.event.Events;

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

  @Test
  void whatIsNoArrayIsNoBatch() {
    assertThrows(EventBatch.NotABatch.class, () -> read("{}"));
    assertThrows(EventBatch.NotABatch.class, () -> read(""));
    assertThrows(EventBatch.NotABatch.class, () -> read("[{]"));
  }
}
