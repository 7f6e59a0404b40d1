package org.sluice.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

class HalvingTest {
  private final List<String> written = new ArrayList<>();
  private int ofOne = 1000;
  private int writes;

  private Map<String, FaultException> write(int count, int most, Set<String> bad) {
    List<String> records = IntStream.range(0, count).mapToObj(i -> "r" + i).toList();
    return Halving.write(
        records,
        most,
        record -> Integer.parseInt(record.substring(1)) / ofOne,
        some -> {
          writes++;
          if (some.stream().anyMatch(bad::contains)) {
            throw new FaultException(Fault.GOLD_REJECTED, "refused");
          }
          written.addAll(some);
        });
  }

  @Test
  void aBatchWithoutFaultIsOneWrite() {
    assertEquals(Map.of(), write(1000, 20, Set.of()));
    assertEquals(1, writes);
  }

  @Test
  void theGuiltyRecordIsFoundAndAllOthersAreWritten() {
    Map<String, FaultException> guilty = write(1000, 20, Set.of("r417", "r999"));
    assertEquals(Set.of("r417", "r999"), new TreeSet<>(guilty.keySet()));
    assertEquals(998, written.size());
    assertEquals(998, Set.copyOf(written).size());
    assertTrue(writes < 45, "writes: " + writes);
  }

  @Test
  void theSearchEndsWhereNearlyAllAreGuilty() {
    Set<String> bad = new TreeSet<>(IntStream.range(0, 1000).mapToObj(i -> "r" + i).toList());
    assertEquals(1000, write(1000, 5, bad).size());
    assertTrue(writes < 40, "writes: " + writes);
  }

  @Test
  void whereOneHasMoreGuiltyOnesThanAreLookedForOthersAreWrittenWhole() {
    ofOne = 100;
    Set<String> bad = range(100, 200);
    bad.add("r950");
    assertEquals(bad, new TreeSet<>(write(1000, 5, bad).keySet()));
    assertEquals(899, Set.copyOf(written).size());
    assertTrue(writes < 80, "writes: " + writes);
  }

  @Test
  void ofOneThatHasMoreGuiltyOnesThanAreLookedForTheRestThatFailsIsGuilty() {
    ofOne = 300;
    Set<String> bad = range(0, 300);
    bad.removeIf(record -> record.endsWith("7"));
    Set<String> guilty = new TreeSet<>(write(1000, 5, bad).keySet());
    assertTrue(guilty.containsAll(bad));
    assertTrue(range(0, 300).containsAll(guilty), "others' are written");
    assertTrue(writes < 120, "writes: " + writes);
  }

  private static Set<String> range(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "r" + i)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aFaultThatPassesIsAllThatIsSaid() {
    assertThrows(
        FaultException.class,
        () ->
            Halving.write(
                List.of("a", "b"),
                5,
                record -> record,
                some -> {
                  throw new FaultException(Fault.GOLD_UNREACHABLE, "down");
                }));
  }
}
