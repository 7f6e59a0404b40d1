package org.sluice.trial.guess;

import java.util.List;

/** JSON: one object, an array of them, or JSON lines. */
final class JsonGuess implements Guess {
  private static final String TYPES = "application/json,application/x-ndjson,application/jsonl";
  private static final String LINES = "application/x-ndjson";

  /** Records that an example has. */
  private static final int EXAMPLE = 10;

  @Override
  public String format() {
    return "JSON (an object, an array of objects, JSON lines)";
  }

  @Override
  public boolean knows(Sample sample) {
    return sample.contentType().contains("json")
        || sample.ending().matches("json|jsonl|ndjson")
        || JsonCut.begins(sample.bytes());
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    JsonCut cut = JsonCut.of(sample);
    byte[] looked = cut.first(Integer.MAX_VALUE);
    String type = cut.lines() ? LINES : "application/json";
    Draft.Step block = new Draft.Step("json-records-action", cut.said(), List.of());
    Typing.Read read =
        to == Target.ROWS
            ? Typing.pinned(reader, block, looked, type)
            : Typing.read(reader, block, looked, type, false);
    RecordGuess guess = new RecordGuess(read.records(), route, to, Target.DOCUMENTS);
    List<Draft.Step> steps =
        guess.behind(to == Target.ROWS ? read.steps() : read.pinning(guess.fieldsOfPoints()));
    steps.set(0, steps.get(0).and(DottedNames.said(read.untyped())));
    return new Draft(
        guess.description(),
        TYPES,
        type,
        steps,
        cut.first(EXAMPLE),
        cut.lines() ? "jsonl" : "json",
        guess.taking());
  }
}
