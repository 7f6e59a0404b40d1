package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/**
 * Logs and other texts of a line a record. Where nobody says otherwise their records are documents:
 * of points, those of one time and place would be one.
 */
final class TextGuess implements Guess {
  private static final List<String> TYPES = List.of("text/plain", "text/x-log");

  /** Records that an example has. */
  private static final int EXAMPLE = 10;

  @Override
  public String format() {
    return "logs";
  }

  @Override
  public boolean knows(Sample sample) {
    String type = sample.contentType();
    boolean text =
        (type.startsWith("text/") && !type.equals("text/html"))
            || sample.ending().matches("log|txt|out|err");
    try {
      // A line that begins with a time in brackets looks like a JSON array.
      return text
          && (!JsonCut.begins(sample.bytes())
              || LogForms.of(LogLines.of(sample).lookedAt()).isPresent());
    } catch (UnguessableException e) {
      return text;
    }
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    LogLines lines = LogLines.of(sample);
    Optional<LogForm> found = LogForms.of(lines.lookedAt());
    if (found.isEmpty()) {
      throw new UnguessableException(
          sample.name()
              + " is text, and its lines are none that are known (of logs of web servers, of"
              + " syslog, that begin with a time, or KEY=VALUE): "
              + Guesses.BY_HAND);
    }
    LogForm form = found.get();
    Pattern pattern = form.compiled();
    String type = sample.contentType().startsWith("text/") ? sample.contentType() : TYPES.get(0);
    Typing.Read read =
        Typing.read(reader, step(lines, form), lines.all(), type, form.types(), true);
    RecordGuess guess =
        new RecordGuess(
            read.records(), route, to == null ? Target.DOCUMENTS : to, Target.DOCUMENTS);
    List<String> types = new ArrayList<>(TYPES);
    if (!types.contains(type)) {
      types.add(type);
    }
    return new Draft(
        guess.description(),
        String.join(",", types),
        type,
        guess.behind(read.steps()),
        lines.first(EXAMPLE, pattern),
        sample.ending().matches("[a-z0-9]{1,10}") ? sample.ending() : "log",
        guess.taking());
  }

  private static Step step(LogLines lines, LogForm form) {
    int count = lines.count();
    int fits = lines.count(form.compiled());
    List<String> said = new ArrayList<>();
    said.add("Lines of a log: " + form.called() + ".");
    said.add(
        fits == count ? "All " + count + " lines are so." : fits + " of " + count + " are so.");
    said.addAll(form.said());
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        new Parameter(
            "pattern",
            form.pattern(),
            List.of("Each line that it matches is a record of its named groups, (?<name>…).")));
    if (fits < count) {
      parameters.add(
          new Parameter(
              "others",
              "skip",
              List.of(
                  "The other lines are passed over, such as: " + lines.firstOther(form.compiled()),
                  "Without this an object with such a line is parked.")));
    }
    parameters.addAll(TextEncoding.said(lines.all()));
    return new Step("text-records-action", said, parameters);
  }
}
