package org.sluice.trial.guess;

import java.util.Arrays;
import java.util.List;
import org.sluice.event.ContentTypes;

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

  /** Of a text the name says first what it is. */
  private static boolean isJson(Sample sample) {
    byte[] head =
        Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, ContentTypes.LOOKED_AT));
    return ContentTypes.of(head, "sample").equals("application/json");
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    if (isJson(sample)) {
      throw new UnguessableException(
          "This is JSON, called ."
              + sample.ending()
              + ": call it .json (.jsonl where each line is a value), as its objects are to be"
              + " called too; or "
              + Guesses.BY_HAND);
    }
    CsvCut cut = new CsvCut(sample);
    String type = sample.ending().equals("tsv") ? "text/tab-separated-values" : "text/csv";
    CsvReading reading = CsvReading.of(cut, type, reader);
    RecordGuess guess = new RecordGuess(reading.records(), route, to, Target.ROWS);
    return new Draft(
        guess.description(),
        TYPES,
        type,
        guess.behind(List.of(reading.block())),
        cut.first((int) reading.before() + EXAMPLE + 1),
        sample.ending().equals("tsv") ? "tsv" : "csv",
        guess.taking());
  }
}
