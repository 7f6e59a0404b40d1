package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What keeps the points of a sample apart, and what is no tag. */
class NewApartTest extends NewRig {
  private static String lines(int records, IntFunction<String> record) {
    return IntStream.range(0, records).mapToObj(record).collect(Collectors.joining("\n"));
  }

  private static String reading(int minute, String more) {
    return "{\"at\": \"2026-11-27T06:%02d:00Z\", \"v\": 1.5, %s}".formatted(minute, more);
  }

  @Test
  void whatIsAnotherInEachRecordIsAField() throws Exception {
    String yaml =
        made("a.jsonl", lines(5, i -> reading(i, "\"id\": \"r-" + i * 7 + "\", \"of\": \"roof\"")));
    assertTrue(yaml.contains("fields: v,id\n"), yaml);
    assertTrue(yaml.contains("tags: of\n"), yaml);
    assertTrue(yaml.contains("# 'id': text (r-0, r-7, r-14, …): no tag, another in each\n"), yaml);
  }

  @Test
  void unlessPointsWouldBeOneWithoutIt() throws Exception {
    String yaml =
        made(
            "a.jsonl",
            lines(5, i -> reading(0, "\"name\": \"n" + i + "\", \"id\": " + (70 + i * 7))));
    assertTrue(yaml.contains("tags: id\n"), yaml);
    assertTrue(yaml.contains("fields: v,name\n"), yaml);
    assertTrue(
        yaml.contains("# 'id' is a tag, as 4 points would be one with another without it.\n"),
        yaml);
  }

  @Test
  void whereNothingTellsPointsApartItIsSaid() throws Exception {
    String yaml = made("a.jsonl", lines(6, i -> reading(i / 2, "\"of\": \"roof\"")));
    assertTrue(
        yaml.contains("# 3 of the sample's records have the same time and tags as one before"),
        yaml);
    tried("a.jsonl");
    assertEquals(
        List.of(
            "3 records have the same point (measurement, time and tags) as one before; the last one"
                + " stands, and fields that it has not are kept from those before."),
        folder.last("notes"));
  }

  @Test
  void rowsOfOneKeyAreSaid() throws Exception {
    made("a.csv", "id,n\n" + lines(3, i -> "k" + i + "," + i) + "\n");
    assertFalse(folder.read("made/made.camel.yaml").contains("No field could be it"));
    tried("b.csv", "id,n\na,1\na,2\nb,3\n");
    assertEquals(
        List.of("1 record has the same key as one before; the last one stands."),
        folder.last("notes"));
    tried("c.csv", "id,n\na,1\nb,3\n");
    assertEquals(List.of(), folder.last("notes"));
  }
}
