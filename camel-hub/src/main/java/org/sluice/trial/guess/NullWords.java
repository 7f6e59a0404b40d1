package org.sluice.trial.guess;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;

/** What many write where there is no value. */
final class NullWords {
  private static final Set<String> WORDS =
      Set.of("mq", "na", "n/a", "#n/a", "n.a.", "k.a.", "null", "nil", "nan", "none", "-", "--");
  private static final Forms FORMS = Forms.of(BlockParameters.none());

  private NullWords() {}

  static boolean holds(Object value) {
    return value instanceof String text && WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Those that stand among numbers, times or truths: where the others are texts, they are too. */
  static Set<String> of(Collection<? extends List<?>> columns) {
    Set<String> found = new TreeSet<>();
    for (List<?> column : columns) {
      List<String> words =
          column.stream().filter(NullWords::holds).map(each -> ((String) each).strip()).toList();
      if (!words.isEmpty() && isTyped(column)) {
        found.addAll(words);
      }
    }
    return found;
  }

  private static boolean isTyped(List<?> column) {
    List<String> texts =
        column.stream()
            .filter(each -> each instanceof String text && !text.isBlank() && !holds(text))
            .map(String.class::cast)
            .toList();
    return texts.isEmpty()
        ? column.stream().anyMatch(Number.class::isInstance)
        : !new Guess(FORMS, List.of(texts), true).type(texts).word().equals("text");
  }

  /** The words as a parameter of a block that reads or types records. */
  static Draft.Parameter said(Set<String> nulls) {
    return new Draft.Parameter(
        "nulls",
        String.join(",", nulls),
        List.of("They stand where other records have a number or a time."));
  }
}
