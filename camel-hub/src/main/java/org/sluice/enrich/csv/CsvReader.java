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
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * Reads a table record by record. The first of them are looked at before any is handed over, to
 * find what is not said of the table; no more is held than is asked for.
 */
final class CsvReader implements Records {
  /** A record that was read and not handed over, and the line that it begins in. */
  private record Ahead(CSVRecord cells, long line) {
    long position() {
      return cells.getCharacterPosition();
    }
  }

  private final CsvForm form;
  private final Consumer<FaultException> rejects;
  private final Bounds bounds;
  private final CSVParser parser;
  private final Iterator<CSVRecord> iterator;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private final char separator;
  private final long linesBefore;
  private Table table;
  private boolean more = true;
  private long number;

  CsvReader(CsvForm form, TextSource text, Consumer<FaultException> rejects) throws IOException {
    this.form = form;
    this.rejects = rejects;
    skip(text, form.skipLines());
    String sample = text.peek();
    boolean says = Dialect.says(sample);
    skip(text, says ? 1 : 0);
    linesBefore = form.skipLines() + (says ? 1 : 0);
    Dialect dialect = form.dialect().found(sample);
    separator = dialect.separator();
    bounds = new Bounds(text, separator);
    parser = CSVParser.parse(bounds, dialect.format());
    iterator = parser.iterator();
  }

  private static void skip(TextSource text, long lines) throws IOException {
    for (long left = lines; left > 0; ) {
      int letter = text.read();
      left -= letter == '\n' ? 1 : 0;
      if (letter < 0) {
        return;
      }
    }
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

  private void begin(long bytes) {
    if (!pull()) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: there is no table in it.");
    }
    Ahead first = ahead.peekFirst();
    Header.Names names = form.header().of(first.cells(), form.forms());
    if (names.taken()) {
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
      boolean commaLikely = separator == ';' || separator == '\t';
      table = new Table(names.names(), form, sample, commaLikely);
    } catch (IllegalArgumentException e) {
      throw new FaultException(Fault.CSV_MALFORMED, "The table " + e.getMessage() + ".", e);
    }
  }

  private void take(Ahead record, List<Map<String, Object>> records) {
    number++;
    try {
      records.add(table.record(record.cells()));
    } catch (IllegalArgumentException e) {
      String message = "Record %d (line %d) %s.".formatted(number, record.line(), e.getMessage());
      rejects.accept(new FaultException(Fault.RECORD_INVALID, message, e));
    }
  }

  /** Reads one more record ahead. */
  private boolean pull() {
    bounds.begin(parser.getRecordNumber() + 1);
    try {
      if (!iterator.hasNext()) {
        return false;
      }
      CSVRecord cells = iterator.next();
      ahead.addLast(new Ahead(cells, line() - breaks(cells)));
      return true;
    } catch (UncheckedIOException e) {
      // ObjectBytes says itself what the lake's faults are: what comes here is the table's.
      String reason = Header.shown(String.valueOf(e.getCause().getMessage()));
      throw new FaultException(
          Fault.CSV_MALFORMED, "Cut or malformed CSV in line " + line() + ": " + reason + ".", e);
    }
  }

  /** The line that was read last. */
  private long line() {
    return linesBefore + parser.getCurrentLineNumber();
  }

  private static long breaks(CSVRecord cells) {
    long breaks = 0;
    for (String cell : cells) {
      breaks += cell == null ? 0 : cell.lines().count() - 1;
    }
    return Math.max(breaks, 0);
  }
}
