package org.sluice.trial.guess;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.enrich.value.ValueType;

/**
 * Columns that stay texts, and of which most values are amounts with a unit that nobody has told
 * the block, or times of different forms.
 */
final class NearlyRead {
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<before>\\p{Sc}|[A-Z]{3}(?= ))?\\s*[+-]?\\d[\\d.,'\u2019 ]*?\\s*"
              + "(?<after>\\p{Sc}|[\\p{L}%‰°µ][\\p{L}%‰°µ/²³]{0,7})?");
  private static final Set<String> TIMES = Set.of("date", "time");
  private static final int MOST_UNITS = 3;
  private static final int MOST_WORDS = 3;

  private final String name;
  private final List<String> values;
  private final String decimal;

  /** Where it is told to a block how values are read. */
  private final boolean here;

  private NearlyRead(String name, List<String> values, String decimal, boolean here) {
    this.name = name;
    this.values = values.stream().map(String::strip).toList();
    this.decimal = decimal;
    this.here = here;
  }

  /**
   * What is said of such a column; empty for others.
   *
   * @param values of a column that stays text
   * @param decimal what stands before decimals in the other columns; empty where there are none
   * @param here whether the block that reads has the parameter {@code types}
   */
  static List<String> said(String name, List<String> values, String decimal, boolean here) {
    NearlyRead column = new NearlyRead(name, values, decimal, here);
    return column.amounts().or(column::times).map(Prose::lines).orElse(List.of());
  }

  private Optional<String> amounts() {
    Set<String> units = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    Map<String, String> amounts = new LinkedHashMap<>();
    int count = 0;
    int with = 0;
    for (String value : values) {
      Matcher amount = AMOUNT.matcher(value);
      boolean fits =
          amount.matches() && (amount.group("before") == null || amount.group("after") == null);
      if (fits) {
        String unit =
            amount.group("before") == null ? amount.group("after") : amount.group("before");
        amounts.put(value, unit);
        count++;
        if (unit != null) {
          units.add(unit);
          with++;
        }
      } else {
        words.add(value);
      }
    }
    // A unit comes again and again; what stands behind the numbers of houses does not.
    boolean known = units.size() <= MOST_UNITS && with >= 2 * Math.max(1, units.size());
    if (!isMost(count) || !known || 2 * with < count || words.size() > MOST_WORDS) {
      return Optional.empty();
    }
    return sign(units, amounts.keySet()).map(sign -> said(units, words, amounts, sign));
  }

  private String said(
      Set<String> units, Set<String> words, Map<String, String> amounts, String sign) {
    String first =
        amounts.entrySet().stream()
            .filter(each -> each.getValue() != null)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    boolean other = !decimal.isEmpty() && !decimal.equals(sign);
    String type =
        "%s=number(%s)"
            .formatted(
                FieldName.said(name),
                units.stream().map(unit -> unit + "=1").collect(Collectors.joining(",")));
    String also = decimal.equals(sign) || sign.equals(".") && !other ? "" : decimal(sign);
    also += words.isEmpty() ? "" : " and nulls: " + String.join(",", words);
    return "'%s' has %s such as %s: text, as nothing says what %s %s. To have numbers: %s%s."
        .formatted(
            Prose.shown(name),
            words.isEmpty() ? "amounts with a unit" : "mostly amounts with a unit",
            Prose.shown(first),
            units.stream().map(unit -> "'" + unit + "'").collect(Collectors.joining(", ")),
            units.size() == 1 ? "is worth" : "are worth",
            here && !other
                ? type + " in 'types' here"
                : "behind the block that reads add a types-action with types: " + type,
            also);
  }

  private static String decimal(String sign) {
    return " and decimal: \"" + sign + "\"";
  }

  /** What then stands before decimals; empty where the values are no numbers either way. */
  private Optional<String> sign(Set<String> units, Set<String> amounts) {
    String worth = units.stream().map(unit -> unit + "=1").collect(Collectors.joining(","));
    List<String> signs = decimal.equals(",") ? List.of(",", ".") : List.of(".", ",");
    return signs.stream()
        .filter(
            sign -> {
              ValueType type =
                  Forms.of(BlockParameters.of(Map.of("decimal", sign)))
                      .types(Map.of("", "number(" + worth + ")"))
                      .get("");
              return amounts.stream().allMatch(amount -> reads(type, amount));
            })
        .findFirst();
  }

  private static boolean reads(ValueType type, String text) {
    try {
      return type.read(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> times() {
    Map<String, String> forms = new LinkedHashMap<>();
    Forms any = Forms.of(BlockParameters.none());
    int count = 0;
    for (String value : values) {
      List<String> one = List.of(value);
      ValueType type = new Guess(any, List.of(one), false).type(one);
      if (TIMES.contains(type.word())) {
        forms.putIfAbsent(type.said(), value);
        count++;
      }
    }
    return isMost(count) && forms.size() > 1
        ? Optional.of(
            "'%s' has times of different forms, such as %s: text, as 'types' takes one form for a field."
                .formatted(
                    Prose.shown(name),
                    forms.values().stream().limit(2).collect(Collectors.joining(" and "))))
        : Optional.empty();
  }

  private boolean isMost(int count) {
    return count > 1 && 5L * count >= 4L * values.size();
  }
}
