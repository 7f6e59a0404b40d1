package org.sluice.enrich.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.enrich.PassedOver;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.part.Start;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/** A record for each line that a pattern matches. */
final class TextReader implements Records {
  /** 1 MiB characters. */
  static final int LONGEST_LINE = 1 << 20;

  private final Pattern pattern;
  private final List<String> names;
  private final boolean skip;
  private final boolean last;
  private final Consumer<FaultException> rejects;
  private final Lines lines;
  private final long before;
  private String ahead;
  private boolean begun;
  private long number;
  private long taken;
  private long unfit;
  private long firstUnfit;
  private String unfitLine = "";

  /**
   * @param names of the pattern's groups
   * @param skip whether lines that do not match are passed over
   * @param start at the beginning of a line
   */
  TextReader(
      TextSource text,
      Pattern pattern,
      List<String> names,
      boolean skip,
      Start start,
      Consumer<FaultException> rejects) {
    this.lines = new Lines(text, LONGEST_LINE);
    this.pattern = pattern;
    this.names = names;
    this.skip = skip;
    this.rejects = rejects;
    this.before = start.lines();
    this.number = before;
    this.taken = start.records();
    this.last = start.last();
  }

  @Override
  public boolean more() {
    return !begun || ahead != null;
  }

  @Override
  public List<Map<String, Object>> next(long bytes) throws IOException {
    if (!begun) {
      begun = true;
      ahead = lines.next();
      if (ahead == null) {
        throw new FaultException(
            Fault.OBJECT_EMPTY, "The object is empty: there is no line in it.");
      }
    }
    long until = lines.read() + bytes;
    List<Map<String, Object>> records = new ArrayList<>();
    do {
      number++;
      take(records);
      ahead = lines.next();
    } while (ahead != null && lines.read() < until);
    if (ahead == null && last && taken == 0) {
      throw new DeclinedException("None of the " + number + " lines is what the pattern wants.");
    }
    return records;
  }

  private void take(List<Map<String, Object>> records) {
    if (!lines.whole()) {
      reject(
          Fault.OBJECT_TOO_LARGE, "is longer than the " + LONGEST_LINE + " characters of a line");
      return;
    }
    if (ahead.isBlank()) {
      return;
    }
    Matcher matcher = pattern.matcher(new Steps(ahead));
    try {
      if (matcher.matches()) {
        Map<String, Object> record = new LinkedHashMap<>();
        names.forEach(name -> record.put(name, matcher.group(name)));
        records.add(record);
        taken++;
      } else if (skip) {
        passOver();
      } else {
        reject(Fault.RECORD_INVALID, "is not what the pattern wants: " + shown(ahead));
      }
    } catch (Steps.Exhausted | StackOverflowError e) {
      reject(Fault.RECORD_INVALID, "is too much for the pattern: " + shown(ahead));
    }
  }

  private void passOver() {
    if (unfit++ == 0) {
      firstUnfit = number;
      unfitLine = shown(ahead);
    }
  }

  @Override
  public PassedOver passedOver() {
    return new PassedOver(number - before, unfit, firstUnfit, unfitLine);
  }

  private void reject(Fault fault, String what) {
    rejects.accept(new FaultException(fault, "Line " + number + " " + what + "."));
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
