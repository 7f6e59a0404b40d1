package org.sluice.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What writers throw that they do not declare. */
class GathererFailuresTest {
  @Test
  void anExceptionThatIsNotDeclaredIsTheAnswerAndTheNextIsWritten() {
    Gatherer<Integer, Integer> gatherer =
        Gatherer.ofCount(
            8,
            items -> {
              if (items.contains(1)) {
                throw GathererFailuresTest.<RuntimeException>undeclared(new IOException("away"));
              }
              return List.of(Answer.of(7));
            });
    RuntimeException e = assertThrows(RuntimeException.class, () -> gatherer.put(1));
    assertEquals("away", e.getCause().getMessage());
    assertEquals(7, gatherer.put(2));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> E undeclared(Exception e) throws E {
    throw (E) e;
  }
}
