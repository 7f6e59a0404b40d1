package org.sluice.enrich.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;
import org.sluice.run.DeclinedException;
import org.sluice.trial.TrialRun;

class RecordReaderTest {
  private static final TrialRun RUN = TestRuns.run("p", "o.json", TestRuns.OLDER);
  private static final String ARRAY = text("[", ",\n ", "]");
  private static final String LINES = text("", "\n", "\n");

  private static String text(String begin, String between, String end) {
    return IntStream.range(0, 5000)
        .mapToObj(i -> "{\"n\": %d, \"in\": {\"list\": [1, \"é%d\", null]}}".formatted(i, i))
        .collect(Collectors.joining(between, begin, end));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 1000, 65_536, Long.MAX_VALUE / 2})
  void recordsAreTheSameInWhateverPartsTheyAreHandedOver(long bytes) throws IOException {
    for (boolean lines : List.of(true, false)) {
      RecordReader reader = reader(lines ? LINES : ARRAY, lines);
      List<Map<String, Object>> all = new ArrayList<>();
      int passes = 0;
      while (reader.more()) {
        all.addAll(reader.next(bytes));
        passes++;
      }
      assertEquals(5000, all.size());
      for (int i = 0; i < 5000; i++) {
        assertEquals(i, all.get(i).get("n"));
      }
      assertTrue(bytes > 1 ? passes < 5000 : passes == 5000, "passes: " + passes);
    }
  }

  @Test
  void nothingMoreIsSaidOnlyWhenTheEndWasSeen() throws IOException {
    RecordReader reader = reader("[{\"n\": 1}  ,  {\"n\": 2} ] \n ", false);
    assertEquals(List.of(Map.of("n", 1)), reader.next(1));
    assertTrue(reader.more());
    assertEquals(List.of(Map.of("n", 2)), reader.next(1));
    assertFalse(reader.more());
  }

  @Test
  void whatStandsBehindTheEndIsFoundBeforeTheLastRecordIsHandedOver() throws IOException {
    RecordReader reader = reader("[{\"n\": 1}, {\"n\": 2}] x", false);
    reader.next(1);
    FaultException e = assertThrows(FaultException.class, () -> reader.next(1));
    assertEquals(Fault.JSON_MALFORMED, e.fault());
  }

  @Test
  void anItemThatIsNoObjectIsDeclinedUnlessOthersHaveGoneThrough() throws IOException {
    assertThrows(DeclinedException.class, () -> reader("[{\"n\": 1}, 2, {}]", false).next(99));
    assertThrows(DeclinedException.class, () -> reader("{\"n\": 1}\n[]\n", true).next(99));
    RecordReader reader = reader("[{\"n\": 1}, {\"n\": 2}, 3]", false);
    reader.next(1);
    reader.next(1);
    FaultException e = assertThrows(FaultException.class, () -> reader.next(1));
    assertEquals(Fault.RECORD_INVALID, e.fault());
    assertTrue(e.getMessage().contains("Record 3"), e.getMessage());
  }

  @Test
  void malformedJsonIsSaidBeforeItIsDeclined() {
    FaultException e =
        assertThrows(FaultException.class, () -> reader("[1, 2, 3, {]", false).next(99));
    assertEquals(Fault.JSON_MALFORMED, e.fault());
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedBeforeItFillsTheMemory() {
    String many = "1234567,".repeat(3 << 20);
    FaultException e =
        assertThrows(
            FaultException.class, () -> reader("{\"n\": [" + many + "1]}", false).next(99));
    assertEquals(Fault.OBJECT_TOO_LARGE, e.fault());
    assertTrue(e.getMessage().contains("Record 1"), e.getMessage());
  }

  @Test
  void anEmptyObjectIsAFault() {
    for (boolean lines : List.of(true, false)) {
      FaultException e = assertThrows(FaultException.class, () -> reader(" \n", lines).next(9));
      assertEquals(Fault.OBJECT_EMPTY, e.fault());
    }
  }

  private static RecordReader reader(String text, boolean lines) throws IOException {
    return new RecordReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines, RUN::reject);
  }
}
