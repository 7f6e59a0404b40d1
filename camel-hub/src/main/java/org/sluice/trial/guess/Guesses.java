package org.sluice.trial.guess;

import java.util.List;
import java.util.stream.Collectors;

/** All formats that a route can be guessed for. */
public final class Guesses {
  private static final List<Guess> ALL =
      List.of(
          new PictureGuess(),
          new ArchiveGuess(),
          new CsvGuess(),
          new XmlGuess(),
          new TextGuess(),
          new JsonGuess());

  /** The way that is left where nothing was guessed. */
  static final String BY_HAND =
      "write its route yourself, as \"By hand\" in routes/README.md shows. Of the blocks in"
          + " docs/blocks.md these read: json-records-action, csv-records-action,"
          + " xml-records-action, text-records-action, image-metadata-action,"
          + " archive-members-action.";

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
                        + " only: "
                        + BY_HAND));
  }
}
