package org.sluice.gold.sql;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which kind of table an object is, by its name: its folders and its own name without ending,
 * numbers, dates and ids. {@code data/shops/2024.csv} and {@code data/shops/2025.csv} are {@code
 * data_shops}, {@code Stocks-2024-03.csv} is {@code stocks}. Of a file in an archive it is its path
 * there.
 */
final class Kind {
  /** What stands for it in a table's name. */
  static final String PLACE = "{kind}";

  /** What parts an archive's name and a path in it; no word is in it. */
  private static final String MEMBER = "!/";

  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");
  private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");

  /** Letters that are no letter with an accent. */
  private static final Map<String, String> LETTERS =
      Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NO_WORD =
      Pattern.compile("\\d.*|(?=\\D*\\d)[0-9a-f]{8,}", Pattern.DOTALL);

  /** A year or a count behind a word; co2 and pm10 are words. */
  private static final Pattern COUNT = Pattern.compile("\\d{3,}$");

  private Kind() {}

  /** In lower case, words joined by underscores; empty where the name holds no word. */
  static String of(String name) {
    String path = name.substring(name.lastIndexOf(MEMBER) + 1);
    String bare = ENDING.matcher(path).replaceFirst("");
    String plain =
        Normalizer.normalize(
                ACCENTS.matcher(Normalizer.normalize(bare, Normalizer.Form.NFD)).replaceAll(""),
                Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
      plain = plain.replace(letter.getKey(), letter.getValue());
    }
    return Arrays.stream(UUID.matcher(plain).replaceAll(" ").split("[^\\p{L}\\p{M}\\p{N}]+"))
        .filter(word -> !NO_WORD.matcher(word).matches())
        .map(word -> COUNT.matcher(word).replaceFirst(""))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining("_"));
  }
}
