package org.sluice.trial.guess;

import java.util.List;
import java.util.Map;

/** Tables: CSV, its separator, header and types as the block finds them. */
final class CsvGuess implements Guess {
  private static final String TYPES = "text/csv,text/tab-separated-values";

  /** Records that an example has, beside a header. */
  private static final int EXAMPLE = 10;

  @Override
  public String format() {
    return "CSV";
  }

  @Override
  public boolean knows(Sample sample) {
    return List.of(TYPES.split(",")).contains(sample.contentType())
        || sample.ending().matches("csv|tsv");
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    CsvCut cut = new CsvCut(sample);
    String type = sample.ending().equals("tsv") ? "text/tab-separated-values" : "text/csv";
    String block = "csv-records-action";
    List<Map<String, Object>> records =
        reader.records("kamelet:" + block, cut.first(Integer.MAX_VALUE), type);
    RecordGuess guess = new RecordGuess(records, route, to, Target.ROWS);
    return new Draft(
        guess.description(),
        TYPES,
        type,
        guess.behind(
            new Draft.Step(
                block,
                List.of(
                    "A table. Separator, header and types are found anew in each object, unless",
                    "parameters say them."),
                List.of())),
        cut.first(EXAMPLE + 1),
        sample.ending().equals("tsv") ? "tsv" : "csv");
  }
}
