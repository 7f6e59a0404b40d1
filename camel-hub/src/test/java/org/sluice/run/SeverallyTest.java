package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.batch.Answer;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** What many ask for together, and one of them in vain. */
class SeverallyTest {
  private FaultException why = new FaultException(Fault.CATALOGUE_REFUSED, "no");

  private List<Integer> lengths(List<String> words) {
    if (words.contains("bad")) {
      throw why;
    }
    return words.stream().map(String::length).toList();
  }

  @Test
  void whatDoesNotGoOfOneIsAnsweredToItAlone() {
    List<Answer<Integer>> answers = Severally.answered(List.of("a", "bad", "word"), this::lengths);
    assertEquals(1, answers.get(0).value());
    assertSame(why, answers.get(1).failure());
    assertEquals(4, answers.get(2).value());
    assertNull(answers.get(2).failure());
  }

  @Test
  void whatPassesByItselfIsThrownForAll() {
    why = new FaultException(Fault.CATALOGUE_UNREACHABLE, "down");
    assertSame(
        why,
        assertThrows(
            FaultException.class, () -> Severally.answered(List.of("a", "bad"), this::lengths)));
  }
}
