package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which type the values of a column have, from a sample of them. What is not sure stays text: a
 * number with leading zeros, {@link Codes}, a day of which the month cannot be told, a mixture.
 */
public final class Guess {
  private static final Pattern CODE = Pattern.compile("[+-]?0\\d.*|\\+\\d{7,}");
  private static final Pattern HAS_UNIT = Pattern.compile("[\\p{L}%]");
  private static final Set<String> TRUTHS = Set.of("true", "false");

  private final Forms forms;
  private final TimeGuess times;
  private final String decimal;

  /**
   * @param columns the values of each column that are there; none of them empty
   * @param commaLikely whether, where no column tells, a comma stands before decimals
   */
  public Guess(Forms forms, List<List<String>> columns, boolean commaLikely) {
    this.forms = forms;
    this.times = new TimeGuess(forms);
    this.decimal = forms.decimal().isEmpty() ? decimal(columns, commaLikely) : forms.decimal();
  }

  private String decimal(List<List<String>> columns, boolean commaLikely) {
    List<List<String>> numbers = columns.stream().filter(this::numbers).toList();
    int sum = numbers.stream().mapToInt(cells -> Integer.signum(NumberGuess.votes(cells))).sum();
    boolean noPoint = numbers.stream().flatMap(List::stream).noneMatch(cell -> cell.contains("."));
    return sum < 0 || (sum == 0 && commaLikely && noPoint) ? "," : ".";
  }

  private boolean numbers(List<String> cells) {
    return !cells.isEmpty()
        && codes(cells) == null
        && (read(cells, forms.number(".")) != null || read(cells, forms.number(",")) != null);
  }

  /** Which codes the values of a column are that could be read as numbers; null for none. */
  public Codes codes(List<String> cells) {
    return cells.isEmpty() ? null : Codes.of(cells, forms.units());
  }

  /** What stands before decimals in the columns that do not tell it themselves. */
  public String decimal() {
    return decimal;
  }

  /**
   * Reads a value by a type that was found in others, which must be as sure of it.
   *
   * @param odd told of a time that its zone's clock did not show once
   * @param column whose value it is
   * @throws IllegalArgumentException when it may be something else; the message goes on behind the
   *     text, such as "is no number"
   */
  public static Object read(ValueType found, String cell, OddTimes odd, String column) {
    if (found instanceof NumberType && isCode(cell)) {
      throw new IllegalArgumentException("may be no number, but a code");
    }
    if (found == PlainType.BOOLEAN && !isTruth(cell)) {
      throw new IllegalArgumentException("is neither true nor false");
    }
    return found.of(cell, odd, column);
  }

  /** The type of one column. */
  public ValueType type(List<String> cells) {
    if (cells.isEmpty()) {
      return PlainType.TEXT;
    }
    List<String> json = cells.stream().filter(JsonText::begins).toList();
    if (!json.isEmpty()) {
      List<String> others = cells.stream().filter(cell -> !JsonText.begins(cell)).toList();
      return json.stream().allMatch(Guess::isJson)
          ? others.isEmpty() ? PlainType.JSON : PlainType.jsonOr(scalar(others))
          : PlainType.TEXT;
    }
    return scalar(cells);
  }

  private ValueType scalar(List<String> cells) {
    if (cells.stream().allMatch(Guess::isTruth)) {
      return PlainType.BOOLEAN;
    }
    ValueType number = number(cells);
    if (number != null) {
      return number;
    }
    ValueType time = times.type(cells);
    return time == null ? PlainType.TEXT : time;
  }

  private ValueType number(List<String> cells) {
    int votes = forms.decimal().isEmpty() ? NumberGuess.votes(cells) : 0;
    NumberForm form = forms.number(votes > 0 ? "." : votes < 0 ? "," : decimal);
    List<BigDecimal> numbers = read(cells, form);
    if (numbers == null || codes(cells) != null) {
      return null;
    }
    boolean whole =
        numbers.stream().allMatch(number -> number.scale() <= 0)
            && cells.stream().noneMatch(HAS_UNIT.asPredicate());
    return new NumberType(whole ? NumberType.Kind.NUMBER : NumberType.Kind.DECIMAL, form);
  }

  private static List<BigDecimal> read(List<String> cells, NumberForm form) {
    List<BigDecimal> numbers = new ArrayList<>(cells.size());
    for (String cell : cells) {
      BigDecimal number = isCode(cell) ? null : form.read(cell);
      if (number == null) {
        return null;
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static boolean isTruth(String cell) {
    return TRUTHS.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** Digits that are no number: a postal code such as 01234, a telephone's +33612345678. */
  private static boolean isCode(String cell) {
    String text = cell.strip();
    // Most numbers begin otherwise.
    return !text.isEmpty() && "+-0".indexOf(text.charAt(0)) >= 0 && CODE.matcher(text).matches();
  }

  private static boolean isJson(String cell) {
    try {
      return Objects.nonNull(JsonText.read(cell));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
