package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sluice.trial.guess.Draft.Parameter;

/** Names for the columns of a table that calls two alike, or one not at all. */
final class CsvNames {
  private static final int SHOWN = 5;

  /** Names that are taken, in lower case: for databases that know no other. */
  private final Set<String> taken = new HashSet<>();

  private final List<String> names = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  private CsvNames(List<String> header) {
    header.forEach(name -> taken.add(lower(name)));
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      add(name, seen.add(lower(name)));
    }
  }

  /**
   * The names as a parameter; none where the table's own will do.
   *
   * @param header its own; none of a table without
   * @param line that they stand in
   */
  static Optional<Parameter> of(List<String> header, long line) {
    if (new CsvNames(header).said.isEmpty()) {
      return Optional.empty();
    }
    List<String> fitted = header.stream().map(FieldName::fitted).toList();
    return Optional.of(new CsvNames(fitted).parameter(!fitted.equals(header), line));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void add(String name, boolean first) {
    int column = names.size() + 1;
    if (name.isEmpty()) {
      names.add(free("c" + column));
      said.add("Column %d has no name: '%s' here.".formatted(column, last()));
    } else if (!first) {
      names.add(free(name));
      said.add(
          "Column %d is called '%s', as one before it: '%s' here."
              .formatted(column, Prose.shown(name), last()));
    } else {
      names.add(name);
    }
  }

  private String last() {
    return names.get(names.size() - 1);
  }

  private String free(String name) {
    String free = name;
    for (int i = 2; !taken.add(lower(free)); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private Parameter parameter(boolean fitted, long line) {
    List<String> lines = new ArrayList<>();
    said.stream().limit(SHOWN).forEach(each -> lines.addAll(Prose.lines(each)));
    if (said.size() > SHOWN) {
      lines.add("… and " + (said.size() - SHOWN) + " more.");
    }
    if (fitted) {
      lines.add("What no parameter can hold of a name is _ here.");
    }
    lines.add(
        "These names stand for those in line %d, one for each column, in their order."
            .formatted(line));
    return new Parameter(
        "columns", String.join(",", names.stream().map(FieldName::said).toList()), lines);
  }
}
