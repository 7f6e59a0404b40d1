package org.sluice.enrich.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVRecord;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Where a table's names are from.
 *
 * @param said {@code yes}, {@code no}, or empty where it is to be found
 * @param columns names to use instead; empty for those of the table
 * @param most how many columns a table may have
 */
record Header(String said, List<String> columns, long most) {
  /** The names, and whether the first record gave them and is none of the table's own. */
  record Names(List<String> names, boolean taken) {}

  Names of(CSVRecord first, Forms forms) {
    if (first.size() > most) {
      throw wrong("has " + first.size() + " columns, and may have " + most);
    }
    boolean header = said.equals("yes") || (said.isEmpty() && tells(first, forms));
    if (!columns.isEmpty()) {
      if (columns.size() != first.size()) {
        throw wrong("has " + first.size() + " columns, but 'columns' names " + columns.size());
      }
      return new Names(columns, header);
    }
    return header
        ? new Names(names(first), true)
        : new Names(IntStream.rangeClosed(1, first.size()).mapToObj(i -> "c" + i).toList(), false);
  }

  /** Names are texts, all of them: a number or a time among them is no name. */
  static boolean tells(CSVRecord first, Forms forms) {
    Guess guess = new Guess(forms, List.of(), false);
    return StreamSupport.stream(first.spliterator(), false)
        .filter(cell -> cell != null && !cell.isBlank())
        .map(List::of)
        .allMatch(cell -> guess.type(cell).word().equals("text") && guess.codes(cell) == null);
  }

  private static List<String> names(CSVRecord first) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : first) {
      String name = cell == null ? "" : cell.strip();
      if (name.isEmpty()) {
        throw wrong(
            "has no name for column " + (names.size() + 1),
            ", or 'skipLines' where it is a title above the table");
      }
      // Databases that know no case would have them as one.
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw wrong("has the name '" + shown(name) + "' twice");
      }
      names.add(name);
    }
    return names;
  }

  private static FaultException wrong(String what) {
    return wrong(what, "");
  }

  private static FaultException wrong(String what, String otherwise) {
    return new FaultException(
        Fault.CSV_MALFORMED,
        "The table's first record " + what + "; say 'columns' to name them" + otherwise + ".");
  }

  static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
