package org.sluice.enrich.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.value.Guess;

/**
 * What is found of a table of which nothing is said: for people to read.
 *
 * @param separator what parts values
 * @param quote what quotes them
 * @param header whether the first record holds the columns' names
 * @param marked whether it has a byte order mark
 * @param decimal what stands before decimals: a point, or a comma
 */
public record Found(char separator, String quote, boolean header, boolean marked, String decimal) {
  private static final int RECORDS = 1000;

  /**
   * @param bytes of a table that can be read
   */
  public static Found of(byte[] bytes) {
    CsvForm form = CsvForm.of(BlockParameters.none());
    try (TextSource text =
        new TextSource(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      String sample = text.peek();
      Dialect dialect = form.dialect().found(sample);
      if (Dialect.says(sample)) {
        sample = sample.substring(sample.indexOf('\n') + 1);
      }
      List<CSVRecord> records = records(sample, dialect);
      boolean header = form.header().of(records.get(0), form.forms()).taken();
      boolean commaLikely = dialect.separator() == ';' || dialect.separator() == '\t';
      Guess guess =
          new Guess(
              form.forms(), columns(records.subList(header ? 1 : 0, records.size())), commaLikely);
      return new Found(
          dialect.separator(), dialect.quote(), header, isMarked(bytes), guess.decimal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static List<List<String>> columns(List<CSVRecord> records) {
    List<List<String>> columns = new ArrayList<>();
    for (CSVRecord record : records) {
      for (int i = 0; i < record.size(); i++) {
        if (columns.size() <= i) {
          columns.add(new ArrayList<>());
        }
        String cell = record.get(i);
        if (cell != null && !cell.isBlank()) {
          columns.get(i).add(cell);
        }
      }
    }
    return columns;
  }
}
