package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers with more digits than a double has. */
class DigitsTest extends NewRig {
  private static final String EXPECTED = "made/examples/sample/expected.json";

  @Test
  void anExampleKeepsAllDigitsAndSeesTheLastChange() throws Exception {
    String yaml =
        made("t.csv", "d,n\nx,0.1234567890123456789\ny,12345678901234567890.5\nz,20.50\n");
    assertTrue(yaml.contains("(0.1234567890123456789, 12345678901234567890.5, 20.5)"), yaml);
    String expected = folder.read(EXPECTED);
    assertTrue(expected.contains("\"n\": 0.1234567890123456789\n"), expected);
    assertTrue(expected.contains("\"n\": 12345678901234567890.5\n"), expected);
    assertTrue(expected.contains("\"n\": 20.5\n"), expected);
    for (String other : List.of("0.1234567890123456788", "0.123456789012345678")) {
      folder.write(EXPECTED, expected.replace("0.1234567890123456789", other));
      assertEquals(1, folder.run("test", "route=made"), other);
      List<?> difference = (List<?>) folder.last("difference");
      assertTrue(difference.stream().anyMatch(one -> ("" + one).contains(other)), "" + difference);
    }
    String alike = expected.replace("0.1234567890123456789", "1.2345678901234567890e-1");
    folder.write(EXPECTED, alike.replace("20.5", "2050e-2"));
    assertEquals(0, folder.run("test", "route=made"), () -> "" + folder.said());
  }

  @Test
  void documentsAndMessagesKeepThemToo() throws Exception {
    for (String sink : List.of("documents-sink", "kafka-records-sink?topic=t")) {
      String id = sink.replaceAll("-.*", "");
      folder.route(id, "", "kamelet:csv-records-action?types=n=decimal", "kamelet:" + sink);
      var file = folder.write("../t.csv", "n\n0.1234567890123456789\n");
      assertEquals(
          0,
          folder.run("try", "route=" + id, "file=" + file, "save=one"),
          () -> "" + folder.said());
      String expected = folder.read(id + "/examples/one/expected.json");
      assertTrue(expected.contains("\"n\": 0.1234567890123456789"), expected);
    }
  }

  @Test
  void equalNumbersAreWrittenAlike() {
    Map<String, String> alike =
        Map.of(
            "1.0E10", "10000000000.0",
            "0.1", "0.10",
            "12345678901234567890.0", "1.2345678901234567890E+19",
            "1E+400", "10e399");
    alike.forEach((written, other) -> assertEquals(written, said(other)));
    alike.forEach((written, other) -> assertEquals(written, said(written)));
    assertEquals("15", said("15"));
    assertEquals("15.0", said("15.0"));
  }

  private static String said(String number) {
    try {
      return Example.JSON.writeValueAsString(Digits.alike(Example.EXACT.readValue(number)));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
