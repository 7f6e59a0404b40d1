package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Archives: each file in one becomes an object of its own, for the routes that take it. */
final class ArchiveGuess implements Guess {
  private static final String ZIP = "application/zip,application/x-zip-compressed";
  private static final String TAR = "application/x-tar,application/x-gtar";
  private static final String GZIP =
      "application/gzip,application/x-gzip,application/x-compressed-tar";
  private static final int SHOWN = 5;

  @Override
  public String format() {
    return "archives (ZIP, TAR, TAR in gzip)";
  }

  @Override
  public boolean knows(Sample sample) {
    return types(sample) != null;
  }

  /** Content types of archives of its kind; null of what is none. */
  private static String types(Sample sample) {
    for (String types : List.of(ZIP, TAR, GZIP)) {
      if (List.of(types.split(",")).contains(sample.contentType())) {
        return types;
      }
    }
    return null;
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    if (to != null) {
      throw new UnguessableException(
          "The files of an archive become objects: leave --to out, and make a route for these.");
    }
    byte[] example = sample.whole() ? sample.bytes() : ArchiveCut.of(sample);
    Draft.Step members = new Draft.Step("archive-members-action");
    List<Map<String, Object>> files =
        reader.records(List.of(members), example, sample.contentType());
    return new Draft(
        "Archives, each file in them an object of its own",
        types(sample),
        sample.contentType(),
        List.of(
            new Draft.Step(members.block(), found(sample, files), List.of()),
            new Draft.Step("archive-objects-sink", behind(files), List.of())),
        example,
        sample.ending().matches("[a-z0-9]{1,10}") ? sample.ending() : "bin");
  }

  private static List<String> found(Sample sample, List<Map<String, Object>> files) {
    List<String> said = new ArrayList<>();
    if (sample.whole()) {
      said.add("The sample holds " + files.size() + (files.size() == 1 ? " file:" : " files:"));
    } else {
      said.add("Of the sample's files the example has the first, each cut short:");
    }
    files.stream().limit(SHOWN).forEach(file -> said.add(told(file)));
    if (files.size() > SHOWN) {
      said.add("… and " + (files.size() - SHOWN) + " more.");
    }
    return said;
  }

  private static String told(Map<String, Object> file) {
    Object refused = file.get("refused");
    return "'%s', %s%s"
        .formatted(
            file.get("path"), file.get("content_type"), refused == null ? "" : "; " + refused);
  }

  /** What becomes of the files. */
  private static List<String> behind(List<Map<String, Object>> files) {
    List<String> said = new ArrayList<>();
    said.add("Each is an object then, called ARCHIVE!/PATH, of the same project, and goes through");
    said.add("the routes that take it: where none does, through those that every lake has.");
    Optional<String> ending =
        files.stream()
            .map(file -> String.valueOf(file.get("path")).replaceFirst("(?s).*[./]", ""))
            .filter(each -> each.matches("[A-Za-z0-9]{1,10}"))
            .findFirst();
    if (ending.isPresent()) {
      said.add("For a route of your own: take such a file out of the sample, and give it to");
      said.add("`sluice new`, with --name '**." + ending.get() + "'.");
    }
    return said;
  }
}
