package org.sluice.check;

import java.util.List;

/** What a step's expression stands for whatever the object is. */
final class Literal {
  private Literal() {}

  /** The text of a constant; null where the step has none, or it is another each time. */
  static Part in(Part step) {
    Part inner = step.get("expression");
    Part of = inner != null && inner.text() == null ? inner : step;
    for (String language : List.of("constant", "simple")) {
      Part one = of.get(language);
      Part text = one == null || one.text() != null ? one : one.get("expression");
      if (text != null && text.text() != null && !text.text().contains("${")) {
        return text;
      }
    }
    return null;
  }
}
