package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.sluice.gold.TestRuns;

/** What an announcement says, whatever a run wrote. */
class LandedTest {
  /** What Kafka takes unless its settings say otherwise. */
  private static final int MOST_BYTES = 1 << 20;

  @Test
  void aRunOfManyPlacesListsSomeAndSaysHowManyMore() throws JsonProcessingException {
    String told = announcement(3_000);
    assertTrue(told.length() < MOST_BYTES / 10, told.length() + " characters");
    JsonNode read = new ObjectMapper().readTree(told);
    assertEquals(100, read.path("gold").size());
    assertEquals("m0", read.path("gold").path(0).path("place").asText());
    assertEquals(2_900, read.path("more").asInt());
  }

  @Test
  void aRunOfFewPlacesListsThemAll() throws JsonProcessingException {
    JsonNode read = new ObjectMapper().readTree(announcement(100));
    assertEquals(100, read.path("gold").size());
    assertFalse(read.has("more"));
  }

  private static String announcement(int places) {
    Run run = RunParts.run(TestRuns.run("p", "o", TestRuns.OLDER).object());
    for (int i = 0; i < places; i++) {
      run.wrote(new GoldWrite("influxdb", "p", "m" + i, 1, "SELECT " + "x".repeat(300)));
    }
    return Landed.announcement(run);
  }
}
