package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.ValueType;

/**
 * A column of numbers such as 1.234, in which a sign may stand between thousands or before
 * decimals: nothing in the column tells.
 *
 * @param column its name
 * @param value its first such value
 */
record TwoWays(String column, String value) {
  private static final Forms ANY = Forms.of(BlockParameters.none());

  /** Of a column in which each value is a number by both signs, and some value another by each. */
  static Optional<TwoWays> of(String column, List<String> values) {
    String first = null;
    for (String value : values) {
      Object point = read(value, ".");
      Object comma = read(value, ",");
      if (point == null || comma == null) {
        return Optional.empty();
      }
      first = first == null && !point.equals(comma) ? value.strip() : first;
    }
    return Optional.ofNullable(first).map(value -> new TwoWays(column, value));
  }

  /** Whether the values of a column tell what stands before decimals. */
  static boolean tells(List<String> values) {
    return values.stream().anyMatch(each -> (read(each, ".") == null) != (read(each, ",") == null));
  }

  /** The number that a text says by a sign before decimals; null where it says none. */
  static Object read(String value, String decimal) {
    ValueType number = ANY.withDecimal(decimal).types(Map.of("", "number")).get("");
    try {
      return number.read(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * How it was read and why, and how it is read the other way.
   *
   * @param decimal what was taken to stand before decimals
   * @param because goes on behind "as"
   * @param alone whether other columns would be at fault, were all read the other way
   */
  List<String> said(String decimal, String because, boolean alone) {
    String sign = value.indexOf('.') >= 0 ? "." : ",";
    String called = sign.equals(".") ? "point" : "comma";
    String other = decimal.equals(".") ? "," : ".";
    String parameters =
        "decimal: \"%s\" and thousands: %s"
            .formatted(other, other.equals(sign) ? "none" : '"' + sign + '"');
    String name = FieldName.said(column);
    List<String> said = new ArrayList<>();
    said.addAll(
        Prose.lines(
            "'%s' has numbers such as %s: whether the %s stands between thousands or before"
                    .formatted(Prose.shown(column), Prose.shown(value), called)
                + " decimals, the column does not tell. Read as "
                + plain(decimal)
                + ", as "
                + because
                + "."));
    said.addAll(
        Prose.lines(
            alone
                ? "For %s say %s=text in 'types' here, and behind this block add a types-action with"
                        .formatted(plain(other), name)
                    + " types: %s=number, %s.".formatted(name, parameters)
                : "For %s say here %s.".formatted(plain(other), parameters)));
    return said;
  }

  private String plain(String decimal) {
    return String.valueOf(read(value, decimal));
  }
}
