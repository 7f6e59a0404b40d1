package org.sluice.trial.guess;

import java.util.List;
import java.util.Map;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.ValueType;

/** A type that was found, as {@code types} says it. */
final class PlainType {
  private PlainType() {}

  /** Of a form with parts that may be missing, the plainest that reads all texts. */
  static String said(ValueType type, List<String> texts, Forms forms) {
    String said = type.said();
    if (!said.contains("[")) {
      return said;
    }
    for (String between : List.of(" ", ", ", "")) {
      for (String seconds : List.of("", ":ss")) {
        String plain = said.replace("[ ][, ]", between).replace("[:ss]", seconds);
        if (reads(plain, texts, forms)) {
          return plain;
        }
      }
    }
    return said;
  }

  private static boolean reads(String said, List<String> texts, Forms forms) {
    ValueType type = forms.types(Map.of("", said)).get("");
    try {
      texts.forEach(type::read);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
