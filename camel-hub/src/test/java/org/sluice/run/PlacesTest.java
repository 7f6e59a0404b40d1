package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static GoldPlace range(String place, long from, long to) {
    return new GoldPlace("influxdb", "p", place, "", from, to);
  }

  @Test
  void whatReachesFurtherIsToldAsAWholeAndWhatDoesNotIsNot() {
    Places places = new Places(List.of());
    assertEquals(List.of(range("m", 5, 9)), places.add(List.of(range("m", 5, 9))));
    assertEquals(List.of(), places.add(List.of(range("m", 6, 9))));
    assertEquals(List.of(range("m", 2, 9)), places.add(List.of(range("m", 2, 3))));
    assertEquals(List.of(range("n", 1, 1)), places.add(List.of(range("n", 1, 1))));
    assertEquals(List.of(range("m", 2, 9), range("n", 1, 1)), places.all());
  }

  @Test
  void aRangeThatAnEarlierAttemptNamedIsNeverToldSmaller() {
    Places places = new Places(List.of(range("m", 1, 20), range("never", 1, 20)));
    assertEquals(List.of(range("m", 1, 20)), places.add(List.of(range("m", 5, 9))));
    assertEquals(List.of(range("m", 1, 20)), places.all());
  }

  @Test
  void aPlaceWithoutARangeIsToldOnce() {
    GoldPlace place = GoldPlace.of("mongodb", "gold_p", "documents", "KEY:");
    Places places = new Places(List.of(place));
    assertEquals(List.of(place), places.add(List.of(place)));
    assertEquals(List.of(), places.add(List.of(place)));
  }
}
