package org.sluice.trial.guess;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluice.enrich.csv.Found;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/**
 * How a sample's table is read, and what comes of it. What was found of its numbers and columns is
 * said in the route: an odd value in another object is a fault then, and changes no column.
 */
record CsvReading(Step block, List<Map<String, Object>> records) {
  private static final String BLOCK = "csv-records-action";

  /** What a name of a column may not hold to stand in a block's parameter, even in quotes. */
  private static final Pattern UNFIT = Pattern.compile("[{}&+\\p{Cntrl}]|^\\s|\\s$|^\\*$|^$");

  private static final Pattern PARTED = Pattern.compile("[,=()\"]");

  static CsvReading of(byte[] looked, String type, org.sluice.trial.guess.Guess.Reader reader)
      throws UnguessableException {
    List<Map<String, Object>> records = reader.records(List.of(new Step(BLOCK)), looked, type);
    Set<String> nulls = NullWords.of(columns(records));
    Found found = Found.of(looked, nulls);
    List<Parameter> parameters = new ArrayList<>();
    if (!nulls.isEmpty()) {
      parameters.add(NullWords.said(nulls));
      records = reader.records(List.of(new Step(BLOCK, List.of(), parameters)), looked, type);
    }
    List<Parameter> pinned = new ArrayList<>(parameters);
    pinned.addAll(pins(found));
    boolean same = same(records, reader, pinned, looked, type);
    return new CsvReading(said(found, records, same ? pinned : parameters, same), records);
  }

  private static boolean same(
      List<Map<String, Object>> records,
      org.sluice.trial.guess.Guess.Reader reader,
      List<Parameter> parameters,
      byte[] looked,
      String type) {
    try {
      Step block = new Step(BLOCK, List.of(), parameters);
      return reader.records(List.of(block), looked, type).equals(records);
    } catch (UnguessableException e) {
      return false;
    }
  }

  private static List<Parameter> pins(Found found) {
    List<List<String>> columns = List.copyOf(found.columns().values());
    Signs signs = Signs.of(columns, found.commaLikely());
    Forms forms = signs.forms();
    Guess guess = new Guess(forms, columns, found.commaLikely());
    List<Parameter> pins = new ArrayList<>();
    String types =
        found.columns().entrySet().stream()
            .filter(each -> !each.getValue().isEmpty() && !UNFIT.matcher(each.getKey()).find())
            .map(
                each ->
                    name(each.getKey())
                        + "="
                        + PlainType.said(guess.type(each.getValue()), each.getValue(), forms))
            .collect(Collectors.joining(","));
    if (!types.isEmpty()) {
      pins.add(
          new Parameter(
              "types",
              types,
              List.of(
                  "As they are in the sample. A value that is none of its column's type is a",
                  "fault, and so is a table without one of these columns.")));
    }
    pins.addAll(signs.parameters());
    return pins;
  }

  private static String name(String name) {
    return PARTED.matcher(name).find() ? '"' + name.replace("\"", "\"\"") + '"' : name;
  }

  private static Step said(
      Found found, List<Map<String, Object>> records, List<Parameter> parameters, boolean pinned) {
    List<String> said = new ArrayList<>();
    said.add("A table: " + said(found) + ".");
    said.add(
        pinned
            ? "What no parameter says is found anew in each object."
            : "This and the types are found anew in each object, unless parameters say them.");
    if (hasTimes(records)) {
      said.add("Times without a zone are UTC, unless 'zone' says another.");
    }
    return new Step(BLOCK, said, parameters);
  }

  private static boolean hasTimes(List<Map<String, Object>> records) {
    return records.stream()
        .flatMap(record -> record.values().stream())
        .anyMatch(Instant.class::isInstance);
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
