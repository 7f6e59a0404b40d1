package org.sluice.enrich.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.part.Start;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;
import org.sluice.run.DeclinedException;
import org.sluice.trial.TrialRun;

class LineReaderTest {
  private final TrialRun run = TestRuns.run("p", "o.jsonl", TestRuns.OLDER).skipping();

  @Test
  void aBrokenLineTakesNoOtherWithIt() throws IOException {
    String text = "{\"n\": 1}\n{\"n\": \n\n[2]\n{\"n\": 3} x\n{\"n\": 1e999}\r\n \r\n{\"n\": 4}";
    for (long bytes : new long[] {1, 10, 1000}) {
      run.rejects().clear();
      assertEquals(List.of(Map.of("n", 1), Map.of("n", 4)), all(text, bytes));
      assertEquals(4, run.rejects().size());
      assertTrue(run.rejects().get(0).startsWith("Line 2 is cut or malformed: "));
      assertEquals("Line 4 is not a JSON object.", run.rejects().get(1));
      assertTrue(run.rejects().get(2).startsWith("Line 5 is cut or malformed: "));
      assertTrue(run.rejects().get(3).startsWith("Line 6 is cut or malformed: "));
    }
  }

  @Test
  void aLineThatIsTooLargeIsPassedOverAndNotHeld() throws IOException {
    String text = "{\"n\": \"" + "x".repeat(RecordReader.LARGEST_RECORD) + "\"}\n{\"n\": 2}\n";
    assertEquals(List.of(Map.of("n", 2)), all(text, 1000));
    assertTrue(run.rejects().get(0).startsWith("Line 1 is larger than the 16777216 bytes"));
  }

  @Test
  void anObjectWithoutAnyRecordIsDeclinedAndAnEmptyOneAFault() {
    assertThrows(DeclinedException.class, () -> all("1\n2\n", 1000));
    FaultException empty = assertThrows(FaultException.class, () -> all("", 1000));
    assertEquals(Fault.OBJECT_EMPTY, empty.fault());
  }

  private List<Map<String, Object>> all(String text, long bytes) throws IOException {
    LineReader reader =
        new LineReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            Start.OBJECT,
            run::reject);
    List<Map<String, Object>> all = new ArrayList<>();
    while (reader.more()) {
      all.addAll(reader.next(bytes));
    }
    return all;
  }
}
