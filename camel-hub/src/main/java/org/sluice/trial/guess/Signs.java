package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.csv.Found;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.trial.guess.Draft.Parameter;

/**
 * The signs in a sample's numbers, for its route to say: in the next object 1.234 is not another
 * number than it would have been here.
 *
 * @param decimal what stands before decimals; empty where there are no numbers
 * @param thousands what stands between thousands, or {@code none}; empty where all may
 * @param turned whether a block of which nothing is said would read some numbers otherwise
 * @param twoWays what is said of each column that does not tell, by its name
 * @param odd columns of numbers whose signs stand for something else than in most columns, which
 *     are texts then
 */
record Signs(
    String decimal,
    String thousands,
    boolean turned,
    Map<String, List<String>> twoWays,
    Map<String, Odd> odd) {
  /**
   * What tells that a column is odd.
   *
   * @param value its first that tells
   * @param other the first of other columns that tells otherwise
   */
  record Odd(String value, String other) {}

  private static final Forms ANY = Forms.of(BlockParameters.none());

  private static final List<String> THOUSANDS = List.of("none", ".", ",", " ", "'", "\u2019");

  /** Days as those write them who have a comma before decimals. */
  private static final String GERMAN_DAYS = "(d.M.yyyy";

  /** What stands before decimals in columns that do not tell, and why; behind "as". */
  private record Leaning(String decimal, String because) {}

  /**
   * @param columns texts of each column that are values
   * @param separator what parts values; 0 where nothing does
   * @param leans whether, of columns that do not tell, it is guessed from what else there is
   */
  static Signs of(Map<String, List<String>> columns, char separator, boolean leans) {
    boolean commaLikely = Found.commaLikely(separator);
    List<List<String>> values = List.copyOf(columns.values());
    Guess found = new Guess(ANY, values, commaLikely);
    List<String> types = types(found, values);
    if (types.stream().noneMatch(Signs::isNumber)) {
      return new Signs("", "", false, Map.of(), Map.of());
    }
    List<TwoWays> unsure = new ArrayList<>();
    columns.forEach(
        (name, texts) -> {
          if (isNumber(found.type(texts).word())) {
            TwoWays.of(name, texts).ifPresent(unsure::add);
          }
        });
    boolean told =
        values.stream().filter(each -> found.codes(each) == null).anyMatch(TwoWays::tells);
    Leaning leaning =
        unsure.isEmpty() || !leans
            ? new Leaning(found.decimal(), "other records of it tell")
            : leaning(values, found, separator, told);
    Map<String, List<String>> said = new LinkedHashMap<>();
    unsure.forEach(
        each -> said.put(each.column(), each.said(leaning.decimal(), leaning.because(), told)));
    boolean turned = !leaning.decimal().equals(found.decimal());
    Forms forms = ANY.withDecimal(leaning.decimal());
    List<String> read = types(new Guess(forms, values, commaLikely), values);
    if (!numbers(read).equals(numbers(types))) {
      // One column has points, another commas: a block can be told of one only.
      Map<String, Odd> odd = odd(columns, found, commaLikely);
      return odd.isEmpty()
          ? new Signs(found.decimal(), "", false, said, odd)
          : mostly(columns, separator, leans, odd);
    }
    for (String sign : THOUSANDS) {
      if (!sign.equals(forms.decimal())
          && types(new Guess(forms.withThousands(sign), values, commaLikely), values)
              .equals(read)) {
        return new Signs(forms.decimal(), sign, turned, said, Map.of());
      }
    }
    return new Signs(forms.decimal(), "", turned, said, Map.of());
  }

  /** The signs that all columns have but some. */
  private static Signs mostly(
      Map<String, List<String>> columns, char separator, boolean leans, Map<String, Odd> odd) {
    Map<String, List<String>> rest = new LinkedHashMap<>(columns);
    rest.keySet().removeAll(odd.keySet());
    Signs signs = of(rest, separator, leans);
    return new Signs(signs.decimal(), signs.thousands(), true, signs.twoWays(), odd);
  }

  /** The fewest columns without which all numbers have one sign before their decimals. */
  private static Map<String, Odd> odd(
      Map<String, List<String>> columns, Guess found, boolean commaLikely) {
    Map<String, String> commas = with(",", ".", columns, found);
    Map<String, String> points = with(".", ",", columns, found);
    boolean comma = commas.size() == points.size() ? commaLikely : commas.size() > points.size();
    Map<String, String> few = comma ? points : commas;
    Map<String, String> many = comma ? commas : points;
    if (few.isEmpty() || many.isEmpty()) {
      return Map.of();
    }
    String other = many.values().iterator().next();
    Map<String, Odd> odd = new LinkedHashMap<>();
    few.forEach((name, value) -> odd.put(name, new Odd(value, other)));
    return odd;
  }

  /** The columns of numbers that can have but this sign, and the first value of each that tells. */
  private static Map<String, String> with(
      String sign, String other, Map<String, List<String>> columns, Guess found) {
    Map<String, String> with = new LinkedHashMap<>();
    columns.forEach(
        (name, texts) -> {
          if (isNumber(found.type(texts).word())) {
            texts.stream()
                .filter(text -> TwoWays.read(text, sign) != null)
                .filter(text -> TwoWays.read(text, other) == null)
                .findFirst()
                .ifPresent(text -> with.put(name, text));
          }
        });
    return with;
  }

  private static Leaning leaning(
      List<List<String>> values, Guess found, char separator, boolean told) {
    if (told) {
      String sign = found.decimal().equals(",") ? "comma" : "point";
      return new Leaning(found.decimal(), "other columns have decimals behind a " + sign);
    }
    if (separator == ';') {
      return new Leaning(",", "values are parted by ;");
    }
    if (values.stream().anyMatch(each -> found.type(each).said().contains(GERMAN_DAYS))) {
      return new Leaning(",", "days are written as 27.11.2026 is");
    }
    return new Leaning(
        found.decimal(),
        found.decimal().equals(",")
            ? "values are parted by tabs"
            : "decimals stand behind a point where nothing speaks against it");
  }

  private static List<String> types(Guess guess, List<List<String>> columns) {
    return columns.stream().map(column -> guess.type(column).word()).toList();
  }

  private static List<String> numbers(List<String> types) {
    return types.stream().map(type -> type.replaceAll("number|decimal", "number")).toList();
  }

  private static boolean isNumber(String type) {
    return type.matches("(json-or-)?(number|decimal)");
  }

  /** How values are then written. */
  Forms forms() {
    return ANY.withDecimal(decimal).withThousands(thousands);
  }

  /** What a block that reads values is told. */
  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    if (!decimal.isEmpty()) {
      String sign = decimal.equals(",") ? "comma" : "point";
      parameters.add(
          new Parameter(
              "decimal",
              decimal,
              List.of("Decimals stand behind a " + sign + ", in other objects too.")));
    }
    if (!thousands.isEmpty()) {
      parameters.add(
          new Parameter(
              "thousands",
              thousands,
              List.of(
                  thousands.equals("none")
                      ? "Nothing stands between thousands: such a number is at fault, not another."
                      : "This stands between thousands.")));
    }
    return parameters;
  }
}
