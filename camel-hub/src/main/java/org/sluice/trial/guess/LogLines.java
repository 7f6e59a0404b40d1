package org.sluice.trial.guess;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.sluice.enrich.TextSource;

/** The lines of a text, none of them cut. */
final class LogLines {
  /** Lines that are held against every form. */
  private static final int LOOKED_AT = 2_000;

  private final byte[] bytes;
  private final Charset charset;
  private final List<String> lines;

  private LogLines(byte[] bytes, Charset charset, boolean marked) {
    this.bytes = bytes;
    this.charset = charset;
    int from = TextSource.markBytes(marked ? charset : null);
    this.lines =
        new String(bytes, from, bytes.length - from, charset)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
  }

  /**
   * Those of a sample; of one that is cut without its last.
   *
   * @throws UnguessableException when it is cut, and nobody can tell where its last line begins
   */
  static LogLines of(Sample sample) throws UnguessableException {
    Charset mark = TextSource.marked(sample.bytes());
    byte[] bytes = sample.bytes();
    if (!sample.whole()) {
      if (mark != null && !TextSource.endsLinesInOneByte(mark)) {
        throw new UnguessableException(
            sample.name() + " cannot be cut to its first lines: give a sample of at most 1 MiB.");
      }
      bytes = Arrays.copyOf(bytes, end(bytes, bytes.length - 1, -1));
    }
    if (mark != null) {
      return new LogLines(bytes, mark, true);
    }
    return new LogLines(bytes, TextEncoding.of(bytes), false);
  }

  /** Behind the line end at or before (or, with a step of 1, behind) a place; all without one. */
  private static int end(byte[] bytes, int from, int step) {
    for (int at = from; at >= 0 && at < bytes.length; at += step) {
      if (bytes[at] == '\n') {
        return at + 1;
      }
    }
    return bytes.length;
  }

  /** The first that are not blank, as many as are looked at. */
  List<String> lookedAt() {
    return lines.subList(0, Math.min(lines.size(), LOOKED_AT));
  }

  /** How many are not blank. */
  int count() {
    return lines.size();
  }

  /** How many a pattern matches. */
  int count(Pattern pattern) {
    return (int) lines.stream().filter(line -> pattern.matcher(line).matches()).count();
  }

  /** The first that a pattern does not match, as it is shown. */
  String firstOther(Pattern pattern) {
    return lines.stream()
        .filter(line -> !pattern.matcher(line).matches())
        .map(line -> line.length() > 50 ? line.substring(0, 50) + "…" : line)
        .findFirst()
        .orElse("");
  }

  byte[] all() {
    return bytes;
  }

  /** As the sample has them, to the last of so many that a pattern matches. */
  byte[] first(int most, Pattern pattern) {
    if (!TextSource.endsLinesInOneByte(charset)) {
      return bytes;
    }
    int matched = 0;
    int at = 0;
    while (at < bytes.length && matched < most) {
      int end = end(bytes, at, 1);
      String line = new String(bytes, at, end - at, charset).replaceAll("^\ufeff|[\r\n]+$", "");
      matched += pattern.matcher(line).matches() ? 1 : 0;
      at = end;
    }
    return Arrays.copyOf(bytes, at);
  }
}
