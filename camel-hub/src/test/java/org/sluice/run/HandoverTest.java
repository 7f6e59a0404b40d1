package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.RunKey;

class HandoverTest {
  private final Handover handover = new Handover();
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
}
