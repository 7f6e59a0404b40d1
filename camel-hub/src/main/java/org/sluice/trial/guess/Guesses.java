package org.sluice.trial.guess;

import java.util.List;
import java.util.stream.Collectors;

/** All formats that a route can be guessed for. */
public final class Guesses {
  private static final List<Guess> ALL =
      List.of(new PictureGuess(), new CsvGuess(), new XmlGuess(), new JsonGuess());

  private Guesses() {}

  /**
   * The format of a sample.
   *
   * @throws UnguessableException when it is none of those
   */
  public static Guess of(Sample sample) throws UnguessableException {
    return ALL.stream()
        .filter(guess -> guess.knows(sample))
        .findFirst()
        .orElseThrow(
            () ->
                new UnguessableException(
                    sample.name()
                        + " is "
                        + sample.contentType()
                        + ", and there are guesses for "
                        + ALL.stream().map(Guess::format).collect(Collectors.joining("; "))
                        + " only: write its route yourself, as \"By hand\" in routes/README.md shows."));
  }
}
