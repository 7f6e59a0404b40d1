package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** The words as a parameter of a block that looks for them in the fields that it types. */
  static Draft.Parameter said(Set<String> nulls) {
    return said(nulls, List.of("Of the fields in 'types' alone: elsewhere they stay texts."));
  }

  /**
   * The words as a parameter of a block that looks for them in every column.
   *
   * @param columns what the sample has in each
   */
  static Draft.Parameter said(Set<String> nulls, Map<String, List<Object>> columns) {
    List<String> more = new ArrayList<>();
    more.add("In every column they are no value then, in one of texts too.");
    columns.forEach(
        (name, values) -> {
          if (!isTyped(values)) {
            values.stream()
                .filter(each -> each instanceof String text && nulls.contains(text.strip()))
                .findFirst()
                .ifPresent(
                    each ->
                        more.addAll(
                            Prose.lines(
                                "So '%s', a text, loses its '%s'. To keep that: leave it out here."
                                    .formatted(Prose.shown(name), each))));
          }
        });
    return said(nulls, more);
  }

  private static Draft.Parameter said(Set<String> nulls, List<String> more) {
    List<String> said = new ArrayList<>();
    said.add("They stand where other records have a number or a time.");
    said.addAll(more);
    return new Draft.Parameter("nulls", String.join(",", nulls), said);
  }
}
