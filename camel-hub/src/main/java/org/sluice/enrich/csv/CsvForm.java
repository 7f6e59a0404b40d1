package org.sluice.enrich.csv;

import java.util.Map;
import java.util.Set;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.ValueType;

/**
 * What a route says of its tables.
 *
 * @param nulls texts that say that there is no value
 * @param types by column; {@code *} for all others
 * @param asText whether a value that is not of the type that its column was found to have stays
 *     text; else it is at fault
 * @param sampleRecords how many records are looked at to find the types of columns
 * @param skipLines how many lines stand before the table
 */
record CsvForm(
    Dialect dialect,
    Header header,
    Forms forms,
    Set<String> nulls,
    Map<String, ValueType> types,
    boolean asText,
    long sampleRecords,
    long skipLines) {
  static CsvForm of(BlockParameters parameters) {
    Forms forms = Forms.of(parameters);
    return new CsvForm(
        new Dialect(separator(parameters), quote(parameters)),
        new Header(
            parameters.choice("header", "", "", "yes", "no"),
            parameters.names("columns"),
            parameters.number("maxColumns", 10_000)),
        forms,
        Set.copyOf(parameters.names("nulls")),
        parameters.said("types", () -> forms.types(parameters.pairs("types", ""))),
        parameters.choice("onTypeConflict", "park", "park", "text").equals("text"),
        parameters.number("sampleRecords", 1000),
        parameters.number("skipLines", 0));
  }

  private static char separator(BlockParameters parameters) {
    String said = parameters.text("separator", null);
    return said == null ? 0 : parameters.said("separator", () -> sign(said));
  }

  private static String quote(BlockParameters parameters) {
    String said = parameters.text("quote", null);
    if (said == null || said.equals("none")) {
      return said == null ? null : "";
    }
    return String.valueOf((char) parameters.said("quote", () -> sign(said)));
  }

  private static char sign(String text) {
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new IllegalArgumentException("'" + text + "' is not one character, nor 'tab'");
    }
    return text.charAt(0);
  }
}
