package org.sluice.trial.guess;

import java.util.List;
import java.util.Map;

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
    String block = "json-records-action";
    List<Map<String, Object>> records = reader.records("kamelet:" + block, looked, type);
    RecordGuess guess = new RecordGuess(records, route, to, Target.DOCUMENTS);
    return new Draft(
        guess.description(),
        TYPES,
        type,
        guess.behind(new Draft.Step(block, List.of(cut.said()), List.of())),
        cut.first(EXAMPLE),
        cut.lines() ? "jsonl" : "json");
  }
}
