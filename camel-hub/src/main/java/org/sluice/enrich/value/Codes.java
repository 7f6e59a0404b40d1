package org.sluice.enrich.value;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Columns of texts that could all be read as numbers, and are codes more likely. */
public enum Codes {
  /** Rooms such as 5M, 12K and 3B: plain digits behind which different letters stand. */
  LETTERS,
  /** Names such as 1E1 and 2E2: not one of them has a sign or decimals, or is plain digits. */
  EXPONENTS,
  /** Versions such as 1.1 and 1.10, which as numbers would be one. */
  VERSIONS;

  private static final Pattern EXPONENT = Pattern.compile("\\d+[eE]\\d{1,3}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.(?:0|[1-9]\\d{0,3})");

  /** What is the same number without the zeros at its end. */
  private static final Pattern LONGER = Pattern.compile("(\\d+\\.\\d+?)0+");

  /** Which codes the values of a column are; null where they are none of these. */
  static Codes of(List<String> cells, Units units) {
    if (cells.stream().allMatch(cell -> EXPONENT.matcher(cell.strip()).matches())) {
      return EXPONENTS;
    }
    if (areLettered(cells, units)) {
      return LETTERS;
    }
    return areVersions(cells) ? VERSIONS : null;
  }

  private static boolean areLettered(List<String> cells, Units units) {
    Set<String> letters = new HashSet<>();
    for (String cell : cells) {
      String text = cell.strip();
      String letter = units.letter(text);
      if (letter == null || !isDigits(text.substring(0, text.length() - 1).strip())) {
        return false;
      }
      letters.add(letter);
    }
    return letters.size() > 1;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }

  private static boolean areVersions(List<String> cells) {
    for (String cell : cells) {
      if (!VERSION.matcher(cell.strip()).matches()) {
        return false;
      }
    }
    Set<String> all = cells.stream().map(String::strip).collect(Collectors.toSet());
    for (String each : all) {
      Matcher longer = LONGER.matcher(each);
      if (longer.matches() && all.contains(longer.group(1))) {
        return true;
      }
    }
    return false;
  }
}
