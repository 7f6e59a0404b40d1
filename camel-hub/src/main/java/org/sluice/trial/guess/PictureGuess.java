package org.sluice.trial.guess;

import java.util.List;

/** Pictures: to the graph. */
final class PictureGuess implements Guess {
  @Override
  public String format() {
    return "pictures";
  }

  @Override
  public boolean knows(Sample sample) {
    return sample.contentType().startsWith("image/");
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    List<String> unlike = unlike(sample);
    if (to != null) {
      throw new UnguessableException(
          String.join(" ", unlike)
              + (unlike.isEmpty() ? "" : " ")
              + "A picture goes to the graph: leave --to out.");
    }
    if (!sample.whole()) {
      throw new UnguessableException(
          sample.name() + " is larger than the 1 MiB of an example: give a smaller picture.");
    }
    return new Draft(
        "Pictures to the image graph",
        "image/*",
        sample.contentType(),
        List.of(
            new Draft.Step("image-metadata-action", unlike, List.of()),
            new Draft.Step(
                "image-graph-sink",
                List.of(
                    "The key of a picture's node is the lake's number for the object: where another",
                    "route takes it too, as the shipped one for pictures does, the last one's stays."),
                List.of())),
        sample.bytes(),
        sample.ending().isEmpty() || !unlike.isEmpty() ? "bin" : sample.ending());
  }

  /** Of one that is called as something else is: that it is a picture, and what is made of it. */
  private static List<String> unlike(Sample sample) {
    if (sample.contentType().endsWith("xml")
        || !sample.ending().matches("csv|tsv|json|jsonl|ndjson|xml|log|txt|zip|tar|tgz|gz")) {
      return List.of();
    }
    return Prose.lines(
        sample.name()
            + " is a picture by its first bytes ("
            + sample.contentType()
            + "), and no ."
            + sample.ending()
            + " as its name says: a route for pictures is made of it, and none for tables or texts.");
  }
}
