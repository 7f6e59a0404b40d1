package org.sluice.trial.guess;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.sluice.enrich.sensor.ReadingTime;

/** What the sample's records have under one key. */
final class Column {
  private static final int KEPT = 1000;
  private static final int LONGEST_KEY = 200;

  private static final Instant EPOCHS_FROM = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant EPOCHS_TO = Instant.parse("2100-01-01T00:00:00Z");
  private static final Pattern TIME =
      Pattern.compile(
          "(?i).*(time|date|timestamp|epoch|zeit|datum|fecha|heure).*|(.*[._-])?(ts|t|at|when)|.*At");
  private static final Pattern ID =
      Pattern.compile("(?i)(.*[._-])?(id|uuid|guid|oid|key|nr|no|code)|id[._a-z]+|.*(Id|ID|Uuid)");

  private static final Pattern DAY = Pattern.compile("\\s*\\d{4}-\\d\\d-\\d\\d\\s*");

  /** What InfluxDB takes in no tag. */
  private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cntrl}\\\\]");

  private final String key;
  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> seen = new HashSet<>();
  private int count;
  private int nulls;
  private int numbers;
  private int whole;
  private int booleans;
  private int texts;
  private int moments;
  private int lists;
  private boolean holdsParts;
  private int longest;
  private boolean again;
  private boolean plain = true;
  private boolean times = true;
  private boolean zoned = true;
  private boolean days = true;
  private final OddNumbers odd = new OddNumbers();

  Column(String key) {
    this.key = key;
  }

  void add(Object value) {
    count++;
    if (value == null) {
      nulls++;
      return;
    }
    String text = value.toString();
    again |= !seen.add(text);
    if (values.size() < KEPT) {
      values.add(text);
    }
    if (value instanceof Number number) {
      numbers++;
      whole += OddNumbers.isWhole(number) ? 1 : 0;
      odd.add(number);
    } else if (value instanceof Boolean) {
      booleans++;
    } else if (value instanceof TemporalAccessor || value instanceof Date) {
      moments++;
    } else if (value instanceof List) {
      lists++;
      holdsParts |= !((List<?>) value).isEmpty();
    } else if (!(value instanceof Map)) {
      texts++;
      longest = Math.max(longest, text.length());
      plain &= !NOT_PLAIN.matcher(text).find();
      zoned &= text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)(\\[.*])?");
    }
    times &= isTime(value);
    days &= value instanceof LocalDate || (value instanceof String && DAY.matcher(text).matches());
  }

  private static boolean isTime(Object value) {
    try {
      Instant time = ReadingTime.of("time", value);
      return !(value instanceof Number) || (time.isAfter(EPOCHS_FROM) && time.isBefore(EPOCHS_TO));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  String key() {
    return key;
  }

  private int present() {
    return count - nulls;
  }

  /** Whether every one of so many records has a time here. */
  boolean isTimeOf(int records) {
    return times
        && present() == records
        && (texts == records || moments == records || (numbers == records && namedTime()));
  }

  /** Whether its times are days, without a clock. */
  boolean isDays() {
    return days && present() > 0;
  }

  boolean namedTime() {
    return TIME.matcher(key).matches();
  }

  boolean namedId() {
    return ID.matcher(key).matches();
  }

  boolean isNumber() {
    return present() > 0 && numbers == present();
  }

  boolean isBoolean() {
    return present() > 0 && booleans == present();
  }

  boolean isText() {
    return present() > 0 && texts == present();
  }

  /** Whether each of so many records has a text here that is not empty. */
  boolean isTextOfAll(int records) {
    return texts == records && !values.contains("");
  }

  /** Whether each of so many records has a text or whole number here that no other has. */
  boolean isOther(int records) {
    boolean single = isText() ? longest <= LONGEST_KEY : isNumber() && whole == numbers;
    return single && !again && !values.contains("") && present() == records;
  }

  /** Whether it is a number that goes up by one from 0 or 1: of a line as well as of a thing. */
  boolean counts() {
    long from = isNumber() && seen.contains("0") ? 0 : 1;
    return isNumber()
        && seen.contains(String.valueOf(from))
        && seen.contains(String.valueOf(from + seen.size() - 1))
        && LongStream.range(from, from + seen.size())
            .allMatch(number -> seen.contains(String.valueOf(number)));
  }

  /** Whether it is a short text or whole number that comes again and again, or may. */
  boolean tells(int records) {
    return fitsTag() && (records < 10 ? !own() : values.size() <= Math.max(3, records / 2));
  }

  /** Whether InfluxDB can take its values as those of a tag. */
  boolean fitsTag() {
    return isText() ? longest <= 64 && plain : isNumber() && whole == numbers;
  }

  /** Whether InfluxDB can take its values as those of a field, and loses nothing of them. */
  boolean fitsField() {
    return isText() || isBoolean() || (isNumber() && odd.exact());
  }

  /** Whether a name says that it is another in each record. */
  boolean own() {
    return key.matches("(?i)(.*[._-])?(_id|uuid|guid|oid)");
  }

  /** Whether some record has a list here that is not empty. */
  boolean holdsParts() {
    return holdsParts;
  }

  /** What kind of time it is. */
  String timeSaid() {
    return moments > 0
        ? "what a block before read as a time"
        : numbers > 0
            ? "seconds, milliseconds, microseconds or nanoseconds since 1970, by its digits"
            : zoned ? "ISO 8601 with its zone" : "ISO 8601 without a zone, taken as UTC";
  }

  /** What type it is. */
  String typeSaid() {
    return present() == 0
        ? "empty in every record that has it"
        : isNumber()
            ? whole == numbers ? "whole number" : "number"
            : isBoolean()
                ? "boolean"
                : isText()
                    ? "text"
                    : moments == present()
                        ? "time or date"
                        : lists == present() ? "list" : lists > 0 ? "list at times" : "mixed";
  }

  /** What is said of numbers that may be days; empty for others. */
  List<String> daysSaid() {
    return isNumber() && !namedId() ? odd.daysSaid(key) : List.of();
  }

  /**
   * What is said of whole numbers that are large; empty where there are none.
   *
   * @param to where they go
   */
  List<String> largeSaid(Target to) {
    return isNumber() ? odd.largeSaid(key, to) : List.of();
  }

  /** Its name, its type, its unit and some of its values. */
  String told() {
    String unit = isNumber() ? Units.of(key) : null;
    return "'"
        + key
        + "': "
        + typeSaid()
        + (unit == null ? "" : ", " + unit + " by its name")
        + some();
  }

  /** Some of its values, in brackets; nothing where there are none. */
  String some() {
    return values.isEmpty() ? "" : " (" + valuesSaid() + ")";
  }

  /** Some of its values. */
  String valuesSaid() {
    String some =
        values.stream()
            .limit(3)
            .map(text -> text.length() > 30 ? text.substring(0, 30) + "…" : text)
            .map(text -> text.replaceAll("\\p{Cntrl}", "?"))
            .collect(Collectors.joining(", "));
    return values.size() > 3 ? some + ", …" : some;
  }
}
