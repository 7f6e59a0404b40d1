package org.sluice.enrich.value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Letters in patterns of times that stand for something else than most who write them mean. */
public final class TimeLetters {
  private static final Pattern QUOTED = Pattern.compile("'[^']*'?");
  private static final Pattern RUN = Pattern.compile("'[^']*'?|([A-Za-z])\\1*");

  private TimeLetters() {}

  /** What they stand for, and the pattern that may be meant; empty where nothing is odd. */
  public static String advice(String pattern) {
    String bare = QUOTED.matcher(pattern).replaceAll("");
    boolean month = bare.matches("(?s).*[ML].*");
    boolean day = bare.matches("(?s).*[dDyY].*");
    boolean week = bare.contains("w");
    List<String> odd = new ArrayList<>();
    StringBuilder meant = new StringBuilder();
    Matcher run = RUN.matcher(pattern);
    char before = ' ';
    while (run.find()) {
      String letters = run.group();
      char letter = run.group(1) == null ? '\'' : letters.charAt(0);
      String other = letters;
      if (letter == 'D' && (month || letters.length() < 3)) {
        odd.add(letters + " is the day of the year");
        other = letters.replace('D', 'd');
      } else if (letter == 'Y' && !week) {
        odd.add(letters + " is the year of weeks");
        other = letters.replace('Y', 'y');
      } else if (letter == 'm' && !month && day && "HhkK".indexOf(before) < 0) {
        odd.add(letters + " is minutes");
        other = letters.replace('m', 'M');
      }
      before = letter == '\'' ? before : letter;
      run.appendReplacement(meant, Matcher.quoteReplacement(other));
    }
    run.appendTail(meant);
    return odd.isEmpty() ? "" : String.join(", ", odd) + ": " + meant + "?";
  }
}
