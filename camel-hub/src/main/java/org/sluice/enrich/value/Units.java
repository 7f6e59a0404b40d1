package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What may stand behind or before a number, and what the number is then multiplied by. */
public final class Units {
  public static final Units NONE = new Units(List.of());

  private record Unit(String text, BigDecimal factor) {
    /** Whether it is a letter that multiplies, as K does, and not a currency as R is. */
    boolean isLetter() {
      return text.length() == 1
          && Character.isLetter(text.charAt(0))
          && factor.compareTo(BigDecimal.ONE) != 0;
    }
  }

  /** A number's text without its unit. */
  record Stripped(String number, BigDecimal factor) {}

  /** The longest first, so that none hides another that it is a part of. */
  private final List<Unit> units;

  private Units(List<Unit> units) {
    this.units = units;
  }

  /**
   * @throws IllegalArgumentException when a factor is no number
   */
  public static Units of(Map<String, String> factors) {
    List<Unit> units = new ArrayList<>();
    factors.forEach(
        (text, factor) -> {
          try {
            units.add(new Unit(text, new BigDecimal(factor)));
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                "the unit '" + text + "' is worth '" + factor + "', which is no number", e);
          }
        });
    units.sort(Comparator.comparing(unit -> -unit.text().length()));
    return new Units(units);
  }

  /** The letter that multiplies a number, such as K, behind which a text ends; null for none. */
  String letter(String text) {
    return units.stream()
        .filter(each -> text.length() > each.text().length() && text.endsWith(each.text()))
        .findFirst()
        .filter(Unit::isLetter)
        .map(Unit::text)
        .orElse(null);
  }

  /** The text as it is where it has none; a letter that multiplies is one behind a number only. */
  Stripped strip(String text) {
    for (Unit unit : units) {
      if (text.length() > unit.text().length()) {
        if (text.endsWith(unit.text())) {
          String number = text.substring(0, text.length() - unit.text().length()).strip();
          return new Stripped(number, unit.factor());
        }
        if (text.startsWith(unit.text()) && !unit.isLetter()) {
          return new Stripped(text.substring(unit.text().length()).strip(), unit.factor());
        }
      }
    }
    return new Stripped(text, null);
  }
}
