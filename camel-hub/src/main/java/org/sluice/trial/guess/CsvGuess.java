package org.sluice.trial.guess;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tables: CSV, its separator, header and types as the block finds them. */
final class CsvGuess implements Guess {
  private static final String TYPES = "text/csv,text/tab-separated-values";

  /** Records that an example has, beside a header. */
  private static final int EXAMPLE = 10;

  private static final String BLOCK = "csv-records-action";
  private static final String ADDRESS = "kamelet:" + BLOCK;

  /** What many write where there is no value. */
  private static final Set<String> NULLS =
      Set.of(
          "mq", "MQ", "NA", "N/A", "n/a", "na", "null", "NULL", "nan", "NaN", "none", "None", "-",
          "--");

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
    List<Map<String, Object>> records = reader.records(ADDRESS, cut.first(Integer.MAX_VALUE), type);
    String nulls = nulls(records);
    if (!nulls.isEmpty()) {
      String address = ADDRESS + "?nulls=" + nulls;
      records = reader.records(address, cut.first(Integer.MAX_VALUE), type);
    }
    RecordGuess guess = new RecordGuess(records, route, to, Target.ROWS);
    return new Draft(
        guess.description(),
        TYPES,
        type,
        guess.behind(reading(nulls)),
        cut.first(EXAMPLE + 1),
        sample.ending().equals("tsv") ? "tsv" : "csv");
  }

  private static Draft.Step reading(String nulls) {
    List<String> said =
        List.of(
            "A table. Separator, header and types are found anew in each object, unless",
            "parameters say them.");
    return new Draft.Step(
        BLOCK,
        said,
        nulls.isEmpty()
            ? List.of()
            : List.of(
                new Draft.Parameter(
                    "nulls", nulls, List.of("They stand where other records have a number."))));
  }

  /** Words that stand for no value: in a column that has numbers beside them. */
  private static String nulls(List<Map<String, Object>> records) {
    Set<String> found = new TreeSet<>();
    Set<String> columns = new LinkedHashSet<>();
    records.forEach(record -> columns.addAll(record.keySet()));
    for (String column : columns) {
      Set<String> words = new TreeSet<>();
      boolean numbers = false;
      for (Map<String, Object> record : records) {
        if (record.get(column) instanceof String text) {
          boolean none = NULLS.contains(text.strip());
          numbers |= !none && text.matches(".*\\d.*");
          if (none) {
            words.add(text.strip());
          }
        }
      }
      if (numbers) {
        found.addAll(words);
      }
    }
    return String.join(",", found);
  }
}
