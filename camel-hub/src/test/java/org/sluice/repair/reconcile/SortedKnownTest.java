package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sluice.repair.reconcile.SortedKnown.Entry;

class SortedKnownTest {
  private static final String LETTERS = "\n\" %/0Aaz\u00e9\u4e00\ud7ff\ue000\uffee";

  private static List<String> names(int count) {
    Random random = new Random(7);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = 1 + random.nextInt(5); length > 0; length--) {
        int at = random.nextInt(LETTERS.length() + 2);
        name.append(
            at < LETTERS.length()
                ? LETTERS.substring(at, at + 1)
                : Character.toString(0x10000 + random.nextInt(0x10000)));
      }
      names.add(name.toString());
    }
    return names;
  }

  @Test
  void namesStandInTheOrderOfTheirBytes() {
    List<String> names = names(300);
    for (String one : names) {
      for (String other : names) {
        int bytes =
            Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        assertEquals(
            Integer.signum(bytes), Integer.signum(ByteOrder.compare(one, other)), one + other);
      }
    }
  }

  @Test
  void whatTheMemoryDoesNotHoldComesInOrderToo() {
    List<String> names = names(1000);
    List<Entry> found = new ArrayList<>();
    try (SortedKnown sorted = new SortedKnown(10_000)) {
      names.forEach(name -> sorted.add(new Entry(name, "1795464361.00000", null, true)));
      sorted.iterator().forEachRemaining(found::add);
    }
    assertEquals(
        names.stream().sorted(ByteOrder::compare).toList(),
        found.stream().map(Entry::name).toList());
    assertTrue(found.stream().allMatch(one -> one.etag() == null && one.settled()));
  }
}
