package org.sluice.catalogue.journals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
  @Test
  void theyHoldWhatASetOfNumbersHolds() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      Ranges ranges = new Ranges();
      BitSet set = new BitSet();
      for (int i = 0; i < 40; i++) {
        int from = 1 + random.nextInt(60);
        int to = from - 1 + random.nextInt(12);
        if (random.nextBoolean()) {
          ranges.add(from, to);
          set.set(from, to + 1);
        } else {
          ranges.remove(from, to);
          set.clear(from, to + 1);
        }
        assertEquals(numbers(set), ranges.list().toString());
        assertEquals(set.cardinality(), ranges.size());
      }
    }
  }

  /** The set's runs, as ranges that neither touch nor overlap. */
  private static String numbers(BitSet set) {
    java.util.List<Ranges.Range> runs = new java.util.ArrayList<>();
    for (int from = set.nextSetBit(0); from >= 0; from = set.nextSetBit(set.nextClearBit(from))) {
      runs.add(new Ranges.Range(from, set.nextClearBit(from) - 1L));
    }
    return runs.toString();
  }

  @Test
  void ofABackwardRangeThereIsNothing() {
    assertTrue(Ranges.of(5, 4).isEmpty());
    assertEquals(0, Ranges.of(5, 4).size());
  }
}
