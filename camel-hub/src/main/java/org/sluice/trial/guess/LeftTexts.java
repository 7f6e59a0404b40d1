package org.sluice.trial.guess;

import java.util.List;
import org.sluice.enrich.value.Codes;

/** What is said of columns that could be read as numbers by themselves, and stay texts. */
final class LeftTexts {
  private LeftTexts() {}

  /**
   * Of codes.
   *
   * @param values of the column
   * @param decimal what stands before decimals in the other columns
   * @param here whether the block that reads has the parameter {@code types}
   */
  static List<String> codes(
      String name, List<String> values, Codes codes, String decimal, boolean here) {
    String first = Prose.shown(values.get(0).strip());
    String why =
        switch (codes) {
          case LETTERS -> "%s and others, each digits with a letter, and not one letter throughout";
          case EXPONENTS -> "%s and others, not one with a sign, a decimal point or digits alone";
          case VERSIONS -> "%s and others, of which some would be one number, as 1.1 and 1.10 are";
        };
    boolean point = codes == Codes.VERSIONS && decimal.equals(",");
    String said = FieldName.said(name);
    return Prose.lines(
        ("'%s' has " + why + ": text, as codes are. To have numbers: %s.")
            .formatted(
                Prose.shown(name),
                first,
                here && !point ? said + "=number in 'types' here" : behind(said, point, ".")));
  }

  /**
   * Of numbers whose signs stand for something else than in more columns.
   *
   * @param decimal what stands before decimals in the others
   */
  static List<String> odd(String name, Signs.Odd odd, String decimal) {
    String own = decimal.equals(",") ? "." : ",";
    boolean here = odd.value().contains(own);
    boolean there = odd.other().contains(decimal);
    // Without its decimals, the other sign is what tells: it stands between thousands.
    String sign = here ? own : decimal;
    String others = there ? decimal : own;
    return Prose.lines(
        ("'%s' has numbers such as %s, with a %s %s, where other columns have %s%s: text, as a"
                + " block is told of one sign only. To have numbers: %s.")
            .formatted(
                Prose.shown(name),
                Prose.shown(odd.value().strip()),
                called(sign),
                role(here),
                sign.equals(others) ? "it" : "a " + called(others),
                here == there ? "" : " " + role(there),
                behind(FieldName.said(name), true, own)));
  }

  private static String called(String sign) {
    return sign.equals(",") ? "comma" : "point";
  }

  private static String role(boolean decimals) {
    return decimals ? "before decimals" : "between thousands";
  }

  private static String behind(String said, boolean sign, String decimal) {
    return "leave it a text here, and behind this block add a types-action with types: %s=number%s"
        .formatted(said, sign ? " and decimal: \"" + decimal + "\"" : "");
  }
}
