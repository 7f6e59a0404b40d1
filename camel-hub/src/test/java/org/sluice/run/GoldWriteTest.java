package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What is on record of a write beside its counts. */
class GoldWriteTest {
  @Test
  void eachNoteOfAPlaceIsKeptOnce() {
    GoldWrite all =
        write(null).and(write("One.")).and(write("Two.")).and(write(null)).and(write("One."));
    assertEquals("One. Two.", all.note());
    assertEquals(5, all.records());
    assertEquals("One. Two.", Landed.onRecord(all).get("note"));
    assertNull(write(null).and(write(null)).note());
  }

  @Test
  void whereThereIsNoneTheAnnouncementHasNoWordOfIt() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertFalse(json.writeValueAsString(write(null)).contains("note"));
    assertTrue(json.writeValueAsString(write("One.")).contains("\"note\":\"One.\""));
  }

  private static GoldWrite write(String note) {
    return new GoldWrite("postgresql", "gold_p", "t", 1, 0, "SELECT 1", note);
  }
}
