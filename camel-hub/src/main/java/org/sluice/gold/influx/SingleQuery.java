package org.sluice.gold.influx;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Lets through one SELECT or SHOW that writes nothing. InfluxDB itself would run anything, and
 * {@code SELECT … INTO} writes.
 *
 * <p>Semicolons and INTO may stand inside quotes. A slash or {@code --} outside of them may begin a
 * regular expression or a comment, which may hold quotes that are none: then neither may stand
 * anywhere.
 */
final class SingleQuery {
  private static final Pattern READS = Pattern.compile("(?is)^(SELECT|SHOW)\\b.*");
  private static final Pattern INTO = Pattern.compile("(?i)\\bINTO\\b");

  private SingleQuery() {}

  /** The query without spaces around it and a semicolon behind it. */
  static String of(String query) {
    String text = query == null ? "" : query.strip();
    text = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    if (!READS.matcher(text).matches()) {
      throw refused("a query begins with SELECT or SHOW");
    }
    String bare = withoutQuoted(text);
    if (bare.contains("/") || bare.contains("--")) {
      bare = text;
    }
    if (bare.contains(";")) {
      throw refused("one statement at a time");
    }
    if (INTO.matcher(bare).find()) {
      throw refused("INTO writes");
    }
    return text;
  }

  private static String withoutQuoted(String text) {
    StringBuilder bare = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        bare.append(' ');
      } else {
        bare.append(c);
      }
    }
    return bare.toString().toUpperCase(Locale.ROOT);
  }

  private static FaultException refused(String reason) {
    return new FaultException(
        Fault.QUERY_INVALID, "The InfluxQL query was not run: " + reason + ".");
  }
}
