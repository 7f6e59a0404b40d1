package org.sluice.gold.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.fault.Fault;
import org.sluice.gold.TestRuns;
import org.sluice.routes.RouteKit;
import org.sluice.trial.TrialRun;

/** Passes of an object, and steps that Camel does again. */
class ObjectSinkStepsTest extends ObjectSinkRig {
  /** What has Camel do failed steps again. */
  private static final String AGAIN =
      """
      - routeConfiguration:
          onException:
            - onException:
                exception: [java.lang.Exception]
                redeliveryPolicy: {maximumRedeliveries: 1, redeliveryDelay: 0}
      """;

  @Test
  void recordsAreNumberedOverAllPassesOfAnObject() throws Exception {
    records("name: '{@position}', content: record");
    String text =
        IntStream.range(0, 200).mapToObj("{\"n\":%d}\n"::formatted).collect(Collectors.joining());
    assertNull(run(object("a.jsonl", TestRuns.OLDER, Map.of()), text, 100));
    assertTrue(last.recordsBefore() > 0, "it took several passes");
    assertEquals(200, store.contents.size());
    for (int i = 0; i < 200; i++) {
      assertEquals("{\"n\":%d}".formatted(i), store.contents.get("p-derived/%06d".formatted(i)));
    }
  }

  @Test
  void aStepThatIsDoneAgainMakesItsObjectsAgain() throws Exception {
    policies = AGAIN;
    records("name: '{n}', content: record, maxObjects: 3");
    store.silentAt = "p-derived/2";
    assertNull(run(TestRuns.OLDER, "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n"));
    assertEquals(
        List.of("PUT p-derived/1", "503 p-derived/2", "PUT p-derived/2", "PUT p-derived/3"),
        store.changes);
    assertEquals(3, last.writes().get(0).records(), "each is told once");
    assertEquals(
        Fault.RECORD_INVALID,
        fault(run(TestRuns.NEWER, "{\"n\":1}\n{\"n\":1}\n")),
        "not what another record makes");
  }

  @Test
  void whatBrokeOffIsNotStoredWhereTheStepIsDoneAgain() throws Exception {
    policies = AGAIN;
    route("content: body");
    InputStream broken =
        new SequenceInputStream(new ByteArrayInputStream(new byte[] {1, 2, 3}), new BreaksOnce());
    last = new TrialRun(object("a.jsonl", TestRuns.OLDER, Map.of()), "clean");
    Exception e = RouteKit.run(context, last, broken).getException();
    assertEquals(Fault.SWIFT_UNREACHABLE, fault(e));
    assertEquals(List.of(), store.changes);
  }

  /** Breaks off, and then says that it is at its end. */
  private static final class BreaksOnce extends InputStream {
    private boolean broke;

    @Override
    public int read() throws IOException {
      if (!broke) {
        broke = true;
        throw new IOException("connection reset");
      }
      return -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return read();
    }
  }
}
