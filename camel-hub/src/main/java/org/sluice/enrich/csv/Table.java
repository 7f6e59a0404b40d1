package org.sluice.enrich.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.value.Guess;
import org.sluice.enrich.value.OddTimes;
import org.sluice.enrich.value.ValueType;

/** The columns of a table: their names, and what their values are read as. */
final class Table {
  /** What is said of columns; {@code *} stands for those of which nothing is. */
  static final String OTHERS = "*";

  private static final int MOST_NAMED = 3;

  private final String[] names;
  private final ValueType[] types;
  private final boolean[] texts;
  private final boolean[] guessed;
  private final Set<String> nulls;
  private final boolean asText;

  /**
   * @param sample the first records
   * @throws IllegalArgumentException when a type is said of a column that is not there
   */
  Table(List<String> names, CsvForm form, Collection<CSVRecord> sample, boolean commaLikely) {
    Map<String, ValueType> said = form.types();
    this.names = names.toArray(String[]::new);
    this.types = new ValueType[names.size()];
    this.texts = new boolean[names.size()];
    this.guessed = new boolean[names.size()];
    this.nulls = form.nulls();
    this.asText = form.asText();
    for (String name : said.keySet()) {
      if (!names.contains(name) && !name.equals(OTHERS)) {
        throw new IllegalArgumentException(
            "has no column '" + name + "' as 'types' says; it has: " + String.join(", ", names));
      }
    }
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < this.names.length; i++) {
      cells.add(cells(sample, i));
    }
    Guess guess = new Guess(form.forms(), cells, commaLikely);
    for (int i = 0; i < this.names.length; i++) {
      ValueType own = said.getOrDefault(this.names[i], said.get(OTHERS));
      guessed[i] = own == null;
      types[i] = own == null ? guess.type(cells.get(i)) : own;
      texts[i] = types[i].word().equals("text");
    }
  }

  private List<String> cells(Collection<CSVRecord> sample, int column) {
    List<String> cells = new ArrayList<>();
    for (CSVRecord record : sample) {
      String cell = column < record.size() ? record.get(column) : null;
      if (cell != null && !cell.isBlank() && !nulls.contains(cell.strip())) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /**
   * @param odd told of times that their zone's clock did not show once
   * @throws IllegalArgumentException what is wrong with the record; goes on behind "Record 14"
   */
  Map<String, Object> record(CSVRecord cells, OddTimes odd) {
    if (cells.size() != names.length) {
      throw new IllegalArgumentException(
          "has " + cells.size() + " values for " + names.length + " columns: " + ragged(cells));
    }
    Map<String, Object> record = new LinkedHashMap<>(names.length * 2);
    for (int i = 0; i < names.length; i++) {
      record.put(names[i], value(i, cells.get(i), odd));
    }
    return record;
  }

  /** Which columns have none, or what stands behind the last. */
  private String ragged(CSVRecord cells) {
    if (cells.size() > names.length) {
      return "'"
          + Header.shown(String.valueOf(cells.get(names.length)))
          + "' stands behind that of "
          + Header.shown(names[names.length - 1])
          + ", the last";
    }
    int most = Math.min(names.length, cells.size() + MOST_NAMED);
    String some =
        Arrays.stream(names, cells.size(), most)
            .map(Header::shown)
            .collect(Collectors.joining(", "));
    int more = names.length - most;
    return "none for " + some + (more > 0 ? " and " + more + " more" : "");
  }

  private Object value(int column, String cell, OddTimes odd) {
    if (cell == null || nulls.contains(cell.strip())) {
      return null;
    }
    if (cell.isBlank() && !texts[column]) {
      return null;
    }
    try {
      return guessed[column]
          ? Guess.read(types[column], cell, odd, names[column])
          : types[column].of(cell, odd, names[column]);
    } catch (IllegalArgumentException e) {
      if (guessed[column] && asText) {
        return cell;
      }
      throw new IllegalArgumentException(
          "has a '"
              + Header.shown(names[column])
              + "' that "
              + e.getMessage()
              + ": "
              + Header.shown(cell)
              + (guessed[column] ? " (as those of the first records were; say 'types')" : ""),
          e);
    }
  }
}
