package org.sluice.trial.guess;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.csv.Found;

/** Tables: CSV, its separator, header and types as the block finds them. */
final class CsvGuess implements Guess {
  private static final String TYPES = "text/csv,text/tab-separated-values";

  /** Records that an example has, beside a header. */
  private static final int EXAMPLE = 10;

  private static final String BLOCK = "csv-records-action";

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
    byte[] looked = cut.first(Integer.MAX_VALUE);
    Draft.Step block = new Draft.Step(BLOCK);
    List<Map<String, Object>> records = reader.records(List.of(block), looked, type);
    String nulls = String.join(",", NullWords.of(columns(records)));
    block = reading(nulls, Found.of(looked), hasTimes(records));
    if (!nulls.isEmpty()) {
      records = reader.records(List.of(block), looked, type);
    }
    RecordGuess guess = new RecordGuess(records, route, to, Target.ROWS);
    return new Draft(
        guess.description(),
        TYPES,
        type,
        guess.behind(List.of(block)),
        cut.first(EXAMPLE + 1),
        sample.ending().equals("tsv") ? "tsv" : "csv");
  }

  private static boolean hasTimes(List<Map<String, Object>> records) {
    return records.stream()
        .flatMap(record -> record.values().stream())
        .anyMatch(Instant.class::isInstance);
  }

  private static Draft.Step reading(String nulls, Found found, boolean times) {
    List<String> said =
        new ArrayList<>(
            List.of(
                "A table: " + said(found) + ".",
                "This and the types are found anew in each object, unless parameters say them."));
    if (times) {
      said.add("Times without a zone are UTC, unless 'zone' says another.");
    }
    return new Draft.Step(
        BLOCK,
        said,
        nulls.isEmpty()
            ? List.of()
            : List.of(
                new Draft.Parameter(
                    "nulls",
                    nulls,
                    List.of("They stand where other records have a number or a time."))));
  }

  private static String said(Found found) {
    String separator = found.separator() == '\t' ? "tab" : String.valueOf(found.separator());
    return "values parted by "
        + separator
        + (found.quote().equals("'") ? " and quoted by '" : "")
        + (found.decimal().equals(",") ? ", decimals behind a comma" : "")
        + (found.marked() ? ", a byte order mark" : "")
        + (found.header() ? ", names in line 1" : ", no names of columns");
  }

  private static List<List<Object>> columns(List<Map<String, Object>> records) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    for (Map<String, Object> record : records) {
      record.forEach(
          (name, value) -> columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    return List.copyOf(columns.values());
  }
}
