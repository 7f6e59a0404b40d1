package org.sluice.trial.guess;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.enrich.csv.Found;
import org.sluice.enrich.csv.TitleLines;
import org.sluice.enrich.value.Codes;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.enrich.value.ValueType;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/**
 * How a sample's table is read, and what comes of it. What was found of its numbers and columns is
 * said in the route: an odd value in another object is a fault then, and changes no column.
 *
 * @param before how many lines stand above the table
 */
record CsvReading(Step block, List<Map<String, Object>> records, long before) {
  private static final String BLOCK = "csv-records-action";

  /** What stands in 'types' for all other columns. */
  private static final String OTHERS = "*";

  /** A table, to be read with more and more parameters. */
  private record Table(byte[] looked, String type, org.sluice.trial.guess.Guess.Reader reader) {
    List<Map<String, Object>> records(List<Parameter> parameters) throws UnguessableException {
      return reader.records(List.of(new Step(BLOCK, List.of(), parameters)), looked, type);
    }

    Optional<List<Map<String, Object>>> tried(List<Parameter> parameters) {
      try {
        return Optional.of(records(parameters));
      } catch (UnguessableException e) {
        return Optional.empty();
      }
    }

    Found found(List<Parameter> parameters) {
      return Found.of(looked, said(parameters));
    }

    Optional<TitleLines> titles(List<Parameter> parameters) {
      String encoding = said(parameters).getOrDefault("encoding", "UTF-8");
      return TitleLines.of(looked, Charset.forName(encoding));
    }

    List<String> header(List<Parameter> parameters) {
      return Found.header(looked, said(parameters));
    }

    private static Map<String, String> said(List<Parameter> parameters) {
      return parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::value));
    }
  }

  static CsvReading of(CsvCut cut, String type, org.sluice.trial.guess.Guess.Reader reader)
      throws UnguessableException {
    byte[] looked = cut.first(Integer.MAX_VALUE);
    Table table = new Table(looked, type, reader);
    List<Parameter> told = new ArrayList<>(TextEncoding.said(looked));
    Optional<TitleLines> titles = table.titles(told);
    titles.map(CsvReading::skipped).ifPresent(told::add);
    long line = titles.map(TitleLines::table).orElse(1L);
    CsvNames.of(table.header(told), line).ifPresent(told::add);
    List<Map<String, Object>> records = table.records(told);
    Map<String, List<Object>> columns = columns(records);
    Set<String> nulls = NullWords.of(columns.values());
    if (!nulls.isEmpty()) {
      told.add(NullWords.said(nulls, columns));
      records = table.records(told);
    }
    Found found = table.found(told);
    Signs signs = Signs.of(found.columns(), found.separator(), true);
    List<Parameter> loose = told;
    if (signs.turned()) {
      List<Parameter> signed = and(told, signs.parameters());
      Optional<List<Map<String, Object>>> turned = table.tried(signed);
      if (turned.isPresent()) {
        records = turned.get();
        loose = signed;
      } else {
        // A record behind those that were looked at tells otherwise.
        signs = Signs.of(found.columns(), found.separator(), false);
      }
    }
    Types types = Types.of(found, signs);
    List<Parameter> pinned = and(and(told, types.parameters()), signs.parameters());
    boolean same = table.tried(pinned).filter(records::equals).isPresent();
    List<String> said = new ArrayList<>();
    said.add("A table: " + said(found, signs, line) + ".");
    said.add(
        same
            ? "What no parameter says is found anew in each object."
            : "This and the types are found anew in each object, unless parameters say them.");
    if (mayHaveNames(found)) {
      said.addAll(
          Prose.lines("Line " + line + " may be names: with 'header: yes' it is taken so."));
    }
    if (cut.endsWithin(found.quote())) {
      said.addAll(
          Prose.lines(
              "The last line has no line end: if the file was cut, its last value may be shorter"
                  + " than it was."));
    }
    if (hasTimes(records)) {
      said.add("Times without a zone are UTC, unless 'zone' says another.");
    }
    said.addAll(types.notes());
    if (same) {
      said.addAll(types.unsaid());
      String decimal = signs.decimal();
      signs.odd().forEach((name, value) -> said.addAll(LeftTexts.odd(name, value, decimal)));
    }
    signs.twoWays().values().forEach(said::addAll);
    return new CsvReading(new Step(BLOCK, said, same ? pinned : loose), records, line - 1);
  }

  private static List<Parameter> and(List<Parameter> some, List<Parameter> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /**
   * The types of a table's columns.
   *
   * @param parameters none where no column has one
   * @param notes what is to be said of columns' values
   * @param unsaid what is to be said of columns whose type the parameters do not say
   */
  private record Types(List<Parameter> parameters, List<String> notes, List<String> unsaid) {
    static Types of(Found found, Signs signs) {
      Forms forms = signs.forms();
      Guess guess =
          new Guess(
              forms, List.copyOf(found.columns().values()), Found.commaLikely(found.separator()));
      List<String> types = new ArrayList<>();
      List<String> notes = new ArrayList<>();
      List<String> unsaid = new ArrayList<>();
      found
          .columns()
          .forEach(
              (name, values) -> {
                if (values.isEmpty()) {
                  return;
                }
                ValueType type = guess.type(values);
                WithUnits.said(name, values, type, forms)
                    .ifPresent(said -> notes.addAll(Prose.lines(said)));
                Codes codes = guess.codes(values);
                if (codes != null) {
                  notes.addAll(LeftTexts.codes(name, values, codes, signs.decimal(), true));
                } else if (type.word().equals("text") && !signs.odd().containsKey(name)) {
                  notes.addAll(NearlyRead.said(name, values, signs.decimal(), true));
                }
                if (FieldName.fits(name) && !name.equals(OTHERS)) {
                  types.add(FieldName.said(name) + "=" + PlainType.said(type, values, forms));
                } else {
                  unsaid.addAll(Prose.lines(unsaid(name)));
                }
              });
      return new Types(
          types.isEmpty()
              ? List.of()
              : List.of(
                  new Parameter(
                      "types",
                      String.join(",", types),
                      List.of(
                          "As they are in the sample. A value that is none of its column's type is a",
                          "fault, and so is a table without one of these columns."))),
          notes,
          unsaid);
    }

    private static String unsaid(String name) {
      return "'%s' stands not in 'types', which cannot hold the name: its type is found anew in"
              .formatted(Prose.shown(name))
          + " each object. 'columns' gives all columns other names.";
    }
  }

  private static boolean hasTimes(List<Map<String, Object>> records) {
    return records.stream()
        .flatMap(record -> record.values().stream())
        .anyMatch(Instant.class::isInstance);
  }

  /** Whether line 1 is a text and numbers that go up, as years above columns do. */
  private static boolean mayHaveNames(Found found) {
    List<List<String>> columns = List.copyOf(found.columns().values());
    if (found.header() || columns.size() < 3 || columns.stream().anyMatch(List::isEmpty)) {
      return false;
    }
    long before = Long.MIN_VALUE;
    for (List<String> column : columns.subList(1, columns.size())) {
      String cell = column.get(0).strip();
      if (!cell.matches("\\d{1,9}") || Long.parseLong(cell) <= before) {
        return false;
      }
      before = Long.parseLong(cell);
    }
    return !columns.get(0).get(0).matches(".*\\d.*");
  }

  private static Parameter skipped(TitleLines titles) {
    String first = "'" + Prose.shown(titles.first()) + "'";
    String said =
        titles.lines() == 1
            ? "Line 1, %s, is no part of the table: the first line of each object is passed over,"
            : "The first %2$d lines, from %1$s on, are no part of the table: so many of each object"
                + " are passed over,";
    return new Parameter(
        "skipLines",
        String.valueOf(titles.lines()),
        Prose.lines(said.formatted(first, titles.lines()) + " whatever stands there."));
  }

  private static String said(Found found, Signs signs, long line) {
    String separator = found.separator() == '\t' ? "tab" : String.valueOf(found.separator());
    return "values parted by "
        + separator
        + (found.quote().equals("'") ? " and quoted by '" : "")
        + (signs.decimal().equals(",") ? ", decimals behind a comma" : "")
        + (found.marked() ? ", a byte order mark" : "")
        + (found.header() ? ", names in line " + line : ", no names of columns");
  }

  private static Map<String, List<Object>> columns(List<Map<String, Object>> records) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    for (Map<String, Object> record : records) {
      record.forEach(
          (name, value) -> columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    return columns;
  }
}
