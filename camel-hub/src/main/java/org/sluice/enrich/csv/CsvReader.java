package org.sluice.enrich.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.part.Start;
import org.sluice.enrich.value.OddTimes;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * Reads a table record by record. The first of them are looked at before any is handed over, to
 * find what is not said of the table; no more is held than is asked for.
 */
final class CsvReader implements Records {
  private static final Pattern OPENED =
      Pattern.compile("\\(startline ([^)]+)\\) EOF reached before encapsulated token finished");

  /** A record that was read and not handed over, and the line that it ends in. */
  private record Ahead(CSVRecord cells, long end) {
    /** The line that it begins in; looked for where something is wrong only. */
    long line() {
      return end - breaks(cells);
    }

    long position() {
      return cells.getCharacterPosition();
    }
  }

  private final CsvForm form;
  private final Dialect dialect;
  private final TextSource text;
  private final Consumer<FaultException> rejects;
  private final Bounds bounds;
  private final CSVParser parser;
  private final Iterator<CSVRecord> iterator;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private final OddTimes odd = new OddTimes();
  private final long linesBefore;
  private Table table;
  private boolean header;
  private boolean more = true;
  private long number;
  private long parsedBefore;

  private CsvReader(
      CsvForm form,
      Dialect dialect,
      TextSource text,
      long linesBefore,
      Consumer<FaultException> rejects)
      throws IOException {
    this.form = form;
    this.dialect = dialect;
    this.text = text;
    this.linesBefore = linesBefore;
    this.rejects = rejects;
    bounds = new Bounds(text, dialect.separator());
    parser = CSVParser.parse(bounds, dialect.format());
    iterator = parser.iterator();
  }

  /** Reads a table of which nothing is known. */
  static CsvReader of(CsvForm form, TextSource text, Consumer<FaultException> rejects)
      throws IOException {
    text.skipLines(form.skipLines());
    String sample = text.peek();
    boolean says = Dialect.says(sample);
    text.skipLines(says ? 1 : 0);
    long before = form.skipLines() + (says ? 1 : 0);
    return new CsvReader(form, form.dialect().found(sample), text, before, rejects);
  }

  /** Reads a table of which all is known, from any record on. */
  static CsvReader within(
      CsvForm form, Beginning found, TextSource text, Start start, Consumer<FaultException> rejects)
      throws IOException {
    text.skipLines(start.isFirst() ? found.linesBefore() : 0);
    long before = start.isFirst() ? found.linesBefore() : start.lines();
    CsvReader reader = new CsvReader(form, found.dialect(), text, before, rejects);
    reader.table = found.table();
    reader.number = start.read();
    if (start.isFirst() && found.header()) {
      reader.pull();
      reader.ahead.clear();
    } else if (!start.isFirst()) {
      reader.parsedBefore = start.read() + (found.header() ? 1 : 0);
    }
    return reader;
  }

  /**
   * Looks at the table's beginning.
   *
   * @param bytes how far
   */
  Beginning found(long bytes) {
    begin(bytes);
    return new Beginning(dialect, linesBefore, header, table, text.charset());
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public List<Map<String, Object>> next(long bytes) throws IOException {
    if (table == null) {
      begin(bytes);
    }
    List<Map<String, Object>> records = new ArrayList<>();
    if (ahead.isEmpty() && !pull()) {
      more = false;
      return records;
    }
    long until = ahead.peekFirst().position() + bytes;
    do {
      take(ahead.removeFirst(), records);
      if (ahead.isEmpty()) {
        pull();
      }
      more = !ahead.isEmpty();
    } while (more && ahead.peekFirst().position() < until);
    return records;
  }

  @Override
  public void tell(OddTimes all) {
    all.add(odd);
  }

  private void begin(long bytes) {
    if (!pull()) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: there is no table in it.");
    }
    Ahead first = ahead.peekFirst();
    Header.Names names = form.header().of(first.cells(), form.forms());
    header = names.taken();
    if (header) {
      ahead.removeFirst();
    }
    long until = first.position() + bytes;
    while (ahead.size() < form.sampleRecords() && pull()) {
      if (ahead.peekLast().position() > until) {
        break;
      }
    }
    if (ahead.isEmpty()) {
      throw new DeclinedException("The table has a header and no record.");
    }
    try {
      List<CSVRecord> sample = ahead.stream().map(Ahead::cells).toList();
      boolean commaLikely = dialect.separator() == ';' || dialect.separator() == '\t';
      table = new Table(names.names(), form, sample, commaLikely);
    } catch (IllegalArgumentException e) {
      throw new FaultException(Fault.CSV_MALFORMED, "The table " + e.getMessage() + ".", e);
    }
  }

  private void take(Ahead record, List<Map<String, Object>> records) {
    number++;
    try {
      records.add(table.record(record.cells(), odd));
    } catch (IllegalArgumentException e) {
      String message = "Record %d (line %d) %s.".formatted(number, record.line(), e.getMessage());
      rejects.accept(new FaultException(Fault.RECORD_INVALID, message, e));
    }
  }

  /** Reads one more record ahead. */
  private boolean pull() {
    bounds.begin(parsedBefore + parser.getRecordNumber() + 1);
    try {
      if (!iterator.hasNext()) {
        return false;
      }
      CSVRecord cells = iterator.next();
      ahead.addLast(new Ahead(cells, line()));
      return true;
    } catch (UncheckedIOException e) {
      // ObjectBytes says itself what the lake's faults are: what comes here is the table's.
      String reason = Header.shown(ofTable(String.valueOf(e.getCause().getMessage())));
      throw new FaultException(
          Fault.CSV_MALFORMED, "Cut or malformed CSV in line " + line() + ": " + reason + ".", e);
    }
  }

  /** The line that was read last. */
  private long line() {
    return linesBefore + parser.getCurrentLineNumber();
  }

  /** What the parser says, without places that it counts from where it began to read. */
  private String ofTable(String message) {
    return OPENED
        .matcher(message.replaceFirst(" at line: .*", ""))
        .replaceAll(
            line ->
                "the quote opened in line "
                    + (linesBefore + digits(line.group(1)))
                    + " is never closed");
  }

  private static long digits(String told) {
    return Long.parseLong(told.replaceAll("\\D", ""));
  }

  private static long breaks(CSVRecord cells) {
    long breaks = 0;
    for (String cell : cells) {
      boolean one = cell == null || (cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0);
      breaks += one ? 0 : cell.lines().count() - 1;
    }
    return Math.max(breaks, 0);
  }
}
