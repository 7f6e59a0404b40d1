package org.sluice.enrich.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.value.Guess;

/**
 * What is found of a table of which little or nothing is said: for people to read.
 *
 * @param separator what parts values
 * @param quote what quotes them
 * @param header whether the first record holds the columns' names
 * @param marked whether it has a byte order mark
 * @param decimal what stands before decimals: a point, or a comma
 * @param columns the values of each column that are there, by its name
 */
public record Found(
    char separator,
    String quote,
    boolean header,
    boolean marked,
    String decimal,
    Map<String, List<String>> columns) {
  private static final int RECORDS = 1000;

  /** The beginning of a table, taken apart. */
  private record Taken(CsvForm form, Dialect dialect, List<CSVRecord> records) {
    static Taken of(byte[] bytes, Map<String, String> parameters) {
      BlockParameters said = BlockParameters.of(parameters);
      CsvForm form = CsvForm.of(said);
      try (TextSource text =
          new TextSource(new ByteArrayInputStream(bytes), said.charset("encoding"))) {
        text.skipLines(form.skipLines());
        String sample = text.peek();
        Dialect dialect = form.dialect().found(sample);
        if (Dialect.says(sample)) {
          sample = sample.substring(sample.indexOf('\n') + 1);
        }
        return new Taken(form, dialect, Found.records(sample, dialect));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * @param bytes of a table that can be read
   * @param parameters what is said of it, as the block's parameters say it
   */
  public static Found of(byte[] bytes, Map<String, String> parameters) {
    Taken beginning = Taken.of(bytes, parameters);
    CsvForm form = beginning.form();
    Dialect dialect = beginning.dialect();
    List<CSVRecord> records = beginning.records();
    Header.Names names = form.header().of(records.get(0), form.forms());
    boolean header = names.taken();
    Map<String, List<String>> columns =
        columns(names.names(), records.subList(header ? 1 : 0, records.size()), form.nulls());
    Guess guess =
        new Guess(form.forms(), List.copyOf(columns.values()), commaLikely(dialect.separator()));
    return new Found(
        dialect.separator(), dialect.quote(), header, isMarked(bytes), guess.decimal(), columns);
  }

  /**
   * The names in a table's first record as they stand there, also where one stands twice or is
   * empty; none where it has no names, or cannot be read.
   *
   * @param parameters what is said of it, as the block's parameters say it
   */
  public static List<String> header(byte[] bytes, Map<String, String> parameters) {
    try {
      Taken beginning = Taken.of(bytes, parameters);
      List<CSVRecord> records = beginning.records();
      if (records.isEmpty() || !Header.tells(records.get(0), beginning.form().forms())) {
        return List.of();
      }
      List<String> names = new ArrayList<>();
      records.get(0).forEach(cell -> names.add(cell == null ? "" : cell.strip()));
      return names;
    } catch (UncheckedIOException e) {
      return List.of();
    }
  }

  /** Whether, where no number tells, a comma stands before decimals. */
  public static boolean commaLikely(char separator) {
    return separator == ';' || separator == '\t';
  }

  private static boolean isMarked(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xefbb || first == 0xfffe || first == 0xfeff;
  }

  private static List<CSVRecord> records(String sample, Dialect dialect) throws IOException {
    List<CSVRecord> records = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(sample, dialect.format())) {
      for (CSVRecord record : parser) {
        records.add(record);
        if (records.size() > RECORDS) {
          break;
        }
      }
    } catch (UncheckedIOException e) {
      // The sample ends within a record.
      if (records.isEmpty()) {
        throw e;
      }
    }
    return records;
  }

  private static Map<String, List<String>> columns(
      List<String> names, List<CSVRecord> records, Collection<String> nulls) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, new ArrayList<>()));
    for (CSVRecord record : records) {
      for (int i = 0; i < Math.min(record.size(), names.size()); i++) {
        String cell = record.get(i);
        if (cell != null && !cell.isBlank() && !nulls.contains(cell.strip())) {
          columns.get(names.get(i)).add(cell);
        }
      }
    }
    return columns;
  }
}
