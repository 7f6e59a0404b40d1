package org.sluice.enrich.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.sluice.enrich.TextSource;

/**
 * What parts a table's values, and what quotes them. Not said, the separator is that of comma,
 * semicolon, tab and bar which parts the first records alike and into most; the quote is the double
 * one, or the single one where all of the first line stands in it.
 *
 * @param separator 0 where it is to be found
 * @param quote null where it is to be found; empty for none
 */
record Dialect(char separator, String quote) {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int RECORDS = 50;

  /** A line that spreadsheets write first. */
  private static final Pattern SAID = Pattern.compile("\\A\"?sep=(.)\"?\\r?\\n");

  /** Whether a text begins with such a line. */
  static boolean says(String sample) {
    return SAID.matcher(sample).find();
  }

  /** What may part values where nobody says it. */
  static Stream<Character> separators() {
    return new String(SEPARATORS).chars().mapToObj(sign -> (char) sign);
  }

  /** The same with nothing left to find. */
  Dialect found(String sample) {
    Matcher said = SAID.matcher(sample);
    boolean says = said.find();
    String text = says ? sample.substring(said.end()) : sample;
    String mark = quote == null ? quote(text) : quote;
    char sign = separator != 0 ? separator : says ? said.group(1).charAt(0) : separator(text, mark);
    return new Dialect(sign, mark);
  }

  CSVFormat format() {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(separator)
        .setQuote(quote.isEmpty() ? null : Character.valueOf(quote.charAt(0)))
        .setIgnoreEmptyLines(true)
        // An empty value is null; one in quotes is an empty text.
        .setQuoteMode(QuoteMode.ALL_NON_NULL)
        .setNullString("")
        .get();
  }

  private static String quote(String text) {
    String line = text.lines().filter(each -> !each.isBlank()).findFirst().orElse("").strip();
    boolean single =
        text.indexOf('"') < 0 && line.length() > 1 && line.startsWith("'") && line.endsWith("'");
    return single ? "'" : "\"";
  }

  private static char separator(String text, String quote) {
    char best = ',';
    int most = 1;
    boolean alike = false;
    for (char candidate : SEPARATORS) {
      List<Integer> widths = widths(text, new Dialect(candidate, quote));
      int first = widths.isEmpty() ? 1 : widths.get(0);
      boolean all = widths.stream().allMatch(width -> width == first);
      if (first > 1 && (all && !alike || all == alike && first > most)) {
        best = candidate;
        most = first;
        alike = all;
      }
    }
    return most > 1 ? best : oftenest(text);
  }

  /** Of a first record that is longer than the sample. */
  private static char oftenest(String text) {
    char best = ',';
    long most = 0;
    for (char candidate : SEPARATORS) {
      long times =
          text.length() < TextSource.PEEK ? 0 : text.chars().filter(c -> c == candidate).count();
      if (times > most) {
        best = candidate;
        most = times;
      }
    }
    return best;
  }

  private static List<Integer> widths(String text, Dialect dialect) {
    List<Integer> widths = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), dialect.format())) {
      for (CSVRecord record : parser) {
        widths.add(record.size());
        if (widths.size() >= RECORDS) {
          return widths;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return widths;
    }
    // Of a sample that was cut, so is the last record.
    return text.length() < TextSource.PEEK || widths.size() < 2
        ? widths
        : widths.subList(0, widths.size() - 1);
  }
}
