package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassesTest {
  @Test
  void whatIsKeptAndHasASentenceIsToldInTheOrderInWhichItCame() {
    Passes passes = new Passes();
    passes.kept("a", () -> (Noted) () -> "first");
    passes.kept("b", () -> (Noted) () -> null);
    passes.kept("c", Object::new);
    passes.kept("d", () -> (Noted) () -> "second");
    passes.kept("a", () -> (Noted) () -> "never made");
    assertEquals(List.of("first", "second"), passes.notes());
  }
}
