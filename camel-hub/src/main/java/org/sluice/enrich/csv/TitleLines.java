package org.sluice.enrich.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;

/**
 * Lines above a table that are none of it, such as a title: for people to read. Half of the columns
 * at the most have something there, and all records behind have as many values as each other.
 *
 * @param lines how many they are
 * @param table the line that the table begins in
 * @param columns of the table
 * @param first what stands in the first of them
 */
public record TitleLines(long lines, long table, int columns, String first) {
  private static final int RECORDS = 50;
  private static final int MOST = 20;

  /** A record, and the line that it ends in. */
  private record Ended(CSVRecord cells, long line) {
    long filled() {
      return values().count();
    }

    Stream<String> values() {
      return StreamSupport.stream(cells.spliterator(), false)
          .filter(cell -> cell != null && !cell.isBlank());
    }

    long begins() {
      return line - values().flatMapToInt(String::chars).filter(letter -> letter == '\n').count();
    }
  }

  /** The beginning of a table, taken apart by one separator. */
  private record Parted(char separator, List<Ended> records) {
    int columns() {
      return records.isEmpty() ? 0 : records.get(records.size() - 1).cells().size();
    }

    private boolean isTitle(Ended record) {
      return record.filled() * 2 <= columns();
    }

    /** How many titles stand before the first record that is none. */
    int titles() {
      return (int) records.stream().takeWhile(this::isTitle).count();
    }

    boolean isEven(int from) {
      return records.stream().skip(from).allMatch(each -> each.cells().size() == columns());
    }

    /** Whether a title is parted otherwise than the table. */
    boolean isRagged(int titles) {
      return !records.stream().limit(titles).allMatch(each -> each.cells().size() == columns());
    }

    /** Whether an empty line stands between. */
    boolean hasGap(int titles) {
      return records.get(titles).begins() > records.get(titles - 1).line() + 1
          || records.stream().limit(titles).skip(1).anyMatch(each -> each.filled() == 0);
    }

    /** Whether the table begins with names, and a column of it has something other than texts. */
    boolean hasNamesAboveNumbers(int titles, Forms forms) {
      Guess guess = new Guess(forms, List.of(), Found.commaLikely(separator));
      return hasNames(titles, forms)
          && IntStream.range(0, columns())
              .mapToObj(column -> cells(titles + 1, column))
              .anyMatch(cells -> !cells.isEmpty() && !guess.type(cells).word().equals("text"));
    }

    boolean hasNames(int titles, Forms forms) {
      return Header.tells(records.get(titles).cells(), forms);
    }

    private List<String> cells(int from, int column) {
      return records.stream()
          .skip(from)
          .map(each -> each.cells().get(column))
          .filter(cell -> cell != null && !cell.isBlank())
          .toList();
    }
  }

  /**
   * @param bytes of a table
   * @param encoding of a table without a byte order mark
   * @return nothing where the table begins in the first line, or that is not sure
   */
  public static Optional<TitleLines> of(byte[] bytes, Charset encoding) {
    String text = text(bytes, encoding);
    if (Dialect.says(text) || text.indexOf('\n') < 0) {
      return Optional.empty();
    }
    Dialect found = new Dialect((char) 0, null).found(text);
    Parted asFound = parted(text, found);
    boolean parts = !asFound.records().isEmpty() && asFound.records().get(0).cells().size() > 1;
    if (parts && asFound.isEven(0)) {
      return above(asFound, false);
    }
    return Dialect.separators()
        .map(sign -> parted(text, new Dialect(sign, found.quote())))
        .map(each -> above(each, parts && each.separator() != found.separator()))
        .flatMap(Optional::stream)
        .max(Comparator.comparingInt(TitleLines::columns));
  }

  /**
   * @param surely whether only names, and what tells them from a title, will do
   */
  private static Optional<TitleLines> above(Parted table, boolean surely) {
    int titles = table.titles();
    int rows = table.records().size() - titles;
    if (titles == 0 || titles > MOST || rows < 2 || table.columns() < 2 || !table.isEven(titles)) {
      return Optional.empty();
    }
    Forms forms = Forms.of(BlockParameters.none());
    boolean names = table.hasNames(titles, forms);
    // Prose and decimals have a comma too.
    boolean comma = table.separator() == ',';
    boolean ragged = !surely && table.isRagged(titles) && (names || !comma);
    boolean told =
        table.hasNamesAboveNumbers(titles, forms)
            || ((table.hasGap(titles) || ragged)
                && (table.columns() > 2 || !comma)
                && (names || !surely));
    if (!told) {
      return Optional.empty();
    }
    String first = table.records().get(0).values().findFirst().orElse("").strip();
    return Optional.of(
        new TitleLines(
            table.records().get(titles - 1).line(),
            table.records().get(titles).begins(),
            table.columns(),
            first));
  }

  private static String text(byte[] bytes, Charset encoding) {
    try (TextSource text = new TextSource(new ByteArrayInputStream(bytes), encoding)) {
      return text.peek();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Parted parted(String text, Dialect dialect) {
    List<Ended> records = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), dialect.format())) {
      for (CSVRecord cells : parser) {
        records.add(new Ended(cells, parser.getCurrentLineNumber()));
        if (records.size() == RECORDS) {
          return new Parted(dialect.separator(), records);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return new Parted(dialect.separator(), records);
    }
    if (text.length() >= TextSource.PEEK && !records.isEmpty()) {
      // Of a sample that was cut, so is the last record.
      records.remove(records.size() - 1);
    }
    return new Parted(dialect.separator(), records);
  }
}
