package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The key of a row, as it is guessed. */
class NewKeyTest extends NewRig {
  private static String table(String head, int rows, IntFunction<String> row) {
    return IntStream.range(0, rows)
        .mapToObj(row)
        .collect(Collectors.joining("\n", head + "\n", "\n"));
  }

  @Test
  void aFieldThatIsCalledSoAndIsAnotherInEachRecordIsTheKey() throws Exception {
    String yaml = made("orders.csv", table("of,id,n", 3, i -> "a," + (7001 + i * 3) + "," + i));
    assertTrue(yaml.contains("              key: id\n"), yaml);
    assertTrue(yaml.contains("# 'id' is another in each record: what tells one"), yaml);
    assertFalse(yaml.contains("The key of a row is its object"), yaml);
  }

  @Test
  void aNameThatMaySaySoTakesMoreRecords() throws Exception {
    String yaml = made("a.csv", table("order_id,n", 9, i -> "o-" + i + "," + i));
    assertFalse(yaml.contains("key: "), yaml);
    folder = new TrialFolder(temporary.resolve("more"));
    yaml = made("b.csv", table("order_id,n", 10, i -> "o-" + i + "," + i));
    assertTrue(yaml.contains("              key: order_id\n"), yaml);
  }

  @Test
  void whatComesAgainOrIsMissingIsNone() throws Exception {
    String yaml =
        made(
            "a.csv",
            table("id,uuid,n", 12, i -> (i % 11 + 50) + "," + (i == 5 ? "" : "u" + i) + ",1"));
    assertFalse(yaml.contains("key: "), yaml);
    assertTrue(yaml.contains("# The key of a row is its object and its place in it.\n"), yaml);
    assertTrue(yaml.contains("# No field could be it: none is another in each record"), yaml);
  }

  @Test
  void aNumberThatCountsTheRecordsIsSaidOnly() throws Exception {
    String yaml = made("a.csv", table("id,n", 12, i -> (i + 1) + ",5"));
    assertFalse(yaml.contains("              key: id"), yaml);
    assertTrue(
        yaml.contains("# 'id' is another in each of the sample's records, and counts them.\n"),
        yaml);
    assertTrue(yaml.contains("# If it tells a record from those of all objects: key: id\n"), yaml);
  }

  @Test
  void aTextUnderAnyNameIsSaidOnly() throws Exception {
    String yaml = made("a.csv", table("plate,n", 50, i -> "AB-" + (i * 7) + "-X,5"));
    assertFalse(yaml.contains("              key: plate"), yaml);
    assertTrue(
        yaml.contains("# If it tells a record from those of all objects: key: plate\n"), yaml);
  }

  @Test
  void ofDocumentsItIsSaidOnly() throws Exception {
    String yaml = made("a.json", "[{\"id\": \"x\"}, {\"id\": \"y\"}, {\"id\": \"z\"}]");
    assertTrue(
        yaml.contains("# 'id' is another in each of the sample's records. This sink's\n"), yaml);
    assertTrue(yaml.contains("kamelet:documents-sink"), yaml);
  }
}
