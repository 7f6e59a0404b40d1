package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.RunKey;

class HandoverTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Handover handover = new Handover(nanos::get);
  private final Document document = new Document("object", "a");

  private static RunKey run(int number) {
    return new RunKey("event" + number, "r", "r1", RunKey.LIVE);
  }

  @Test
  void aRunIsHandedItsDocumentTheFirstTimeAndIsLookedUpEverAfter() {
    handover.give(run(1), document);
    assertSame(document, handover.take(run(1)));
    assertNull(handover.take(run(1)));
    assertNull(handover.take(run(2)));
  }

  @Test
  void whatMayHaveBeenWithAnotherHubIsLookedUp() {
    handover.give(run(1), document);
    handover.forget();
    assertNull(handover.take(run(1)));
  }

  @Test
  void ofMoreThanItHoldsTheLastAreLookedUp() {
    for (int i = 0; i < 10_000; i++) {
      handover.give(run(i), document);
    }
    assertNotNull(handover.take(run(0)));
    assertNull(handover.take(run(9_999)));
    handover.give(run(9_999), document);
    assertNotNull(handover.take(run(9_999)), "what is taken leaves its place");
  }

  @Test
  void whatNobodyTakesMakesRoomAfterSomeTime() {
    for (int i = 0; i < 10_000; i++) {
      handover.give(run(i), document);
    }
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    handover.give(run(20_000), document);
    assertNotNull(handover.take(run(20_000)));
    assertNull(handover.take(run(0)), "the oldest has made room");
    assertNotNull(handover.take(run(1)), "and no more than was needed");
  }
}
