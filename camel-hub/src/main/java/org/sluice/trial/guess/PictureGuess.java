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
    if (to != null) {
      throw new UnguessableException("A picture goes to the graph: leave --to out.");
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
            new Draft.Step("image-metadata-action"),
            new Draft.Step(
                "image-graph-sink",
                List.of(
                    "The key of a picture's node is the lake's number for the object: where another",
                    "route takes it too, as the shipped one for pictures does, the last one's stays."),
                List.of())),
        sample.bytes(),
        sample.ending().isEmpty() ? "bin" : sample.ending());
  }
}
