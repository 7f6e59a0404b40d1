package org.sluice.trial.guess;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Units;
import org.sluice.enrich.value.ValueType;

/** Numbers with a unit, such as 5K, in a column of numbers. */
final class WithUnits {
  private static final Pattern LETTER = Pattern.compile("[\\p{L}%]");

  private WithUnits() {}

  /** What the first of them is read as; none where no number has a unit. */
  static Optional<String> said(String name, List<String> values, ValueType type, Forms forms) {
    if (!type.word().matches("number|decimal")) {
      return Optional.empty();
    }
    ValueType bare =
        new Forms(
                forms.decimal(),
                forms.thousands(),
                Units.NONE,
                forms.timeFormat(),
                forms.zone(),
                forms.language())
            .types(Map.of("", "number"))
            .get("");
    List<String> units =
        values.stream()
            .filter(each -> LETTER.matcher(each).find() && !reads(bare, each) && reads(type, each))
            .toList();
    return units.stream()
        .findFirst()
        .map(
            each ->
                "'%s' has a unit%s: %s is read as %s. What each is worth, 'units' says.%s"
                    .formatted(
                        Prose.shown(name),
                        units.size() < values.size() ? " at times" : "",
                        each.strip(),
                        type.read(each),
                        FieldName.fits(name) ? wayBack(name) : ""));
  }

  private static String wayBack(String name) {
    return " To keep the texts as they are: %s=text in 'types'.".formatted(FieldName.said(name));
  }

  private static boolean reads(ValueType type, String text) {
    try {
      return type.read(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
