package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Numbers that may be days, that are large, and that count smaller parts of a second. */
class NewOddNumbersTest extends NewRig {
  private static final String HUGE = "123456789012345678901234567890";

  @Test
  void numbersThatMayBeDaysStayNumbersAndThatIsSaid() throws Exception {
    String said =
        "'day' has numbers that may be days, 20261101 being 2026-11-01: kept as numbers. To have"
            + " days: day=date(yyyyMMdd) in 'types' of the block that reads, or of a types-action"
            + " behind it.";
    String yaml = made("t.csv", "day,v\n20261101,1.5\n20261130,2.5\n");
    assertTrue(prose(yaml).contains(said), yaml);
    assertTrue(yaml.contains("types: \"day=number,v=decimal\"\n"), yaml);
    folder.write("made/made.camel.yaml", yaml.replace("day=number", "day=date(yyyyMMdd)"));
    Path sample = folder.path("../t.csv");
    assertEquals(0, folder.run("try", "route=made", "file=" + sample), () -> "" + folder.said());
    assertEquals("2026-11-01", folder.last("told", "rows", "rows", "0", "day"));

    folder = new TrialFolder(temporary.resolve("json"));
    yaml = made("a.jsonl", "{\"day\": 20261101, \"v\": 1.5}\n{\"day\": 20261130, \"v\": 2}\n");
    assertTrue(prose(yaml).contains(said), yaml);
    assertTrue(yaml.contains("kamelet:documents-sink"), yaml);
    for (String other : new String[] {"20261131", "18991101", "202611010", "2"}) {
      folder = new TrialFolder(temporary.resolve(other));
      yaml = made("t.csv", "day,v\n20261101,1.5\n" + other + ",2.5\n");
      assertFalse(yaml.contains("may be days"), yaml);
    }
  }

  @Test
  void whatALargeNumberIsKeptAsIsSaid() throws Exception {
    String record = "{\"name\": \"a\", \"n\": " + HUGE + "}\n";
    String yaml = made("a.jsonl", record + record);
    assertTrue(
        prose(yaml)
            .contains(
                "'n' has whole numbers beyond 64 bits, such as "
                    + HUGE
                    + ": kept as decimals (Decimal128), with all digits. To have texts: n=text in"
                    + " 'types' of a types-action behind the block that reads."),
        yaml);
    String expected = folder.read("made/examples/sample/expected.json");
    assertTrue(expected.contains("\"n\": " + HUGE + ","), expected);

    folder = new TrialFolder(temporary.resolve("longer"));
    yaml = prose(made("a.jsonl", record.replace(HUGE, HUGE + HUGE)));
    assertTrue(yaml.contains("and, with more than 34 digits, as texts."), yaml);

    folder = new TrialFolder(temporary.resolve("rows"));
    yaml = prose(made("t.csv", "m,n\na," + HUGE + "\n"));
    assertTrue(yaml.contains("such as " + HUGE + ": kept as numeric, with all digits."), yaml);
  }

  @Test
  void ofPointsALargeNumberIsLeftOut() throws Exception {
    String record = "{\"at\": \"2026-11-27T06:0%s:00Z\", \"v\": 1.5, \"n\": %s%s}\n";
    String large = "90071992547409930";
    String yaml = made("a.jsonl", record.formatted(0, large, 1) + record.formatted(1, large, 2));
    assertTrue(
        prose(yaml)
            .contains(
                "Left out: 'n', whole number (900719925474099301, 900719925474099302) 'n' has whole"
                    + " numbers beyond 53 bits, such as 900719925474099302: left out, as the floating"
                    + " point of a point would lose digits. To have texts: n=text in 'types' of a"
                    + " types-action behind the block that reads, and n in 'fields' here."),
        yaml);
    // What it says is what is to be done.
    folder.write(
        "made/made.camel.yaml",
        yaml.replace("v=number", "v=number,n=text").replace("fields: v\n", "fields: v,n\n"));
    Path sample = folder.path("../a.jsonl");
    assertEquals(0, folder.run("try", "route=made", "file=" + sample), () -> "" + folder.said());
    assertEquals(large + "1", folder.last("told", "points", "points", "0", "fields", "n"));
  }

  @Test
  void aNumberBeyondAnyIsNamedWithItsField() throws Exception {
    for (String json :
        new String[] {"{\"a\": {\"n\": [1, 1e400]}}", "[{\"a\": {\"n\": [[1, -1e400]]}}]"}) {
      refused(
          json.startsWith("[")
              ? "the number -1e400 of 'a.n[][]' is larger than any number can be here (in quotes"
              : "the number 1e400 of 'a.n[]' is larger than any number can be here (in quotes",
          "beyond",
          folder.write("../beyond.json", json));
    }
    refused(
        "has a 'n' that is larger than any number can be here, but as exact or text: 1e400",
        "beyond",
        folder.write("../beyond.csv", "m,n\na,1\nb,1e400\n"));
  }

  @Test
  void timesInMicrosecondsAndNanosecondsAreTimes() throws Exception {
    for (String zeros : new String[] {"", "000", "000000", "000000000"}) {
      folder = new TrialFolder(temporary.resolve("z" + zeros));
      String record = "{\"ts\": 176423040%d" + zeros + ", \"v\": %d.5}\n";
      String yaml = made("a.jsonl", record.formatted(0, 1) + record.formatted(1, 2));
      assertTrue(yaml.contains("time: ts\n"), yaml);
      assertTrue(
          yaml.contains("It is seconds, milliseconds, microseconds or nanoseconds since 1970"),
          yaml);
      assertEquals("2025-11-27T08:00:00Z", point().get("time"));
    }
  }
}
