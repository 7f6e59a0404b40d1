package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.trial.guess.Draft.Parameter;

/**
 * The signs in a sample's numbers, for its route to say: in the next object 1.234 is not another
 * number than it would have been here.
 *
 * @param decimal what stands before decimals; empty where there are no numbers
 * @param thousands what stands between thousands, or {@code none}; empty where all may
 */
record Signs(String decimal, String thousands) {
  private static final Forms ANY = Forms.of(BlockParameters.none());

  private static final List<String> THOUSANDS = List.of("none", ".", ",", " ", "'", "\u2019");

  /**
   * @param columns texts of each column that are values
   * @param commaLikely whether, where no column tells, a comma stands before decimals
   */
  static Signs of(List<List<String>> columns, boolean commaLikely) {
    Guess found = new Guess(ANY, columns, commaLikely);
    List<String> types = types(found, columns);
    if (types.stream().noneMatch(Signs::isNumber)) {
      return new Signs("", "");
    }
    Forms forms = ANY.withDecimal(found.decimal());
    if (!types(new Guess(forms, columns, commaLikely), columns).equals(types)) {
      // One column has points, another commas: a block can be told of one only.
      return new Signs(found.decimal(), "");
    }
    for (String sign : THOUSANDS) {
      if (!sign.equals(forms.decimal())
          && types(new Guess(forms.withThousands(sign), columns, commaLikely), columns)
              .equals(types)) {
        return new Signs(forms.decimal(), sign);
      }
    }
    return new Signs(forms.decimal(), "");
  }

  private static List<String> types(Guess guess, List<List<String>> columns) {
    return columns.stream().map(column -> guess.type(column).word()).toList();
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
