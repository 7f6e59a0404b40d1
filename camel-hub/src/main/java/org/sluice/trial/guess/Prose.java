package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;

/** Sentences as lines of a comment. */
final class Prose {
  /** What a comment above a block holds. */
  private static final int WIDEST = 84;

  private Prose() {}

  /** A sentence, broken between words. */
  static List<String> lines(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.strip().split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDEST) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A name or value, cut where it is long. */
  static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
