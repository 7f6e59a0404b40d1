package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What texts have in common that are all written alike: words that stand in each, {@code
 * KEY=VALUE}, and what is another in each.
 */
final class Message {
  /** Of fewer nobody can tell what is always there. */
  private static final int FEWEST = 3;

  static final String NAME = "message";
  static final String GROUP = "(?<" + NAME + ">.*)";

  private static final Pattern WORD = Pattern.compile("[^\\s=\"]+=\"[^\"]*\"|\\S+");
  private static final Pattern PAIR = Pattern.compile("([A-Za-z][\\w.-]*)=(.*)");
  private static final Pattern UNIT = Pattern.compile("-?\\d+(?:[.,]\\d+)?([A-Za-zµ°/]*)");

  /** What a parameter of a block cannot hold. */
  private static final Pattern UNSPEAKABLE = Pattern.compile("[&{}%+\\p{Cntrl}]");

  private final List<List<String>> texts;
  private final String before;
  private final StringBuilder pattern = new StringBuilder();
  private int pairs;
  private int fixed;
  private int free;

  private Message(List<List<String>> texts, String before) {
    this.texts = texts;
    this.before = before;
  }

  /**
   * A pattern for these texts with a named group for each value.
   *
   * @param before what stands before it in the whole pattern, whose names are taken
   * @param pairs how many KEY=VALUE it must have to be one that holds no word in all texts
   */
  static Optional<String> of(List<String> texts, String before, int pairs) {
    List<List<String>> words =
        texts.stream()
            .map(text -> WORD.matcher(text.strip()).results().map(each -> each.group()).toList())
            .toList();
    boolean alike = words.stream().map(List::size).distinct().count() == 1;
    if (texts.size() < FEWEST || !alike) {
      return Optional.empty();
    }
    Message message = new Message(words, before);
    boolean told = message.add();
    // As many loose words as words that hold them: prose of a length, and no form.
    boolean firm = message.free <= message.fixed + message.pairs;
    boolean enough = message.pairs >= pairs || (pairs < 2 && message.fixed > 0 && message.free > 0);
    Pattern whole = told && firm && enough ? Pattern.compile(message.pattern.toString()) : null;
    return whole != null && texts.stream().allMatch(text -> whole.matcher(text).matches())
        ? Optional.of(whole.pattern())
        : Optional.empty();
  }

  private boolean add() {
    for (int at = 0; at < texts.get(0).size(); at++) {
      int here = at;
      if (!add(at, texts.stream().map(words -> words.get(here)).toList())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the words at one place could be told. */
  private boolean add(int at, List<String> words) {
    pattern.append(at == 0 ? "" : " +");
    String key = key(words);
    if (key != null) {
      pairs++;
      pattern.append(escaped(key)).append('=');
      value(key, words.stream().map(word -> word.substring(key.length() + 1)).toList());
      return true;
    }
    String first = words.get(0);
    if (words.stream().allMatch(first::equals) && !UNIT.matcher(first).matches()) {
      fixed++;
      pattern.append(escaped(first));
      return !UNSPEAKABLE.matcher(first).find();
    }
    free++;
    value(at > 0 && isWord(texts, at - 1) ? texts.get(0).get(at - 1) : "word" + (at + 1), words);
    return true;
  }

  /** The key that all of some words have; null where they have none in common. */
  private static String key(List<String> words) {
    Matcher pair = PAIR.matcher(words.get(0));
    String key = pair.matches() ? pair.group(1) : null;
    return key != null && words.stream().allMatch(word -> word.startsWith(key + "=")) ? key : null;
  }

  private static boolean isWord(List<List<String>> texts, int at) {
    String word = texts.get(0).get(at);
    return word.matches("[A-Za-z]{2,}:?") && texts.stream().allMatch(t -> t.get(at).equals(word));
  }

  private void value(String called, List<String> values) {
    String group = "(?<" + name(called) + ">";
    if (values.stream().allMatch(value -> value.matches("\"[^\"]*\""))) {
      pattern.append('"').append(group).append("[^\"]*)\"");
      return;
    }
    String end = end(values);
    pattern.append(group).append(quoted(values) ? "\"[^\"]*\"|" : "").append("\\S*?)");
    pattern.append(escaped(end));
  }

  private static boolean quoted(List<String> values) {
    return values.stream().anyMatch(value -> value.contains(" "));
  }

  /** A sign or a unit that all end in. */
  private static String end(List<String> values) {
    Matcher unit = UNIT.matcher(values.get(0));
    String end =
        unit.matches() ? unit.group(1) : values.get(0).replaceFirst("(?s).*?([,;:]?)$", "$1");
    boolean all =
        values.stream()
            .allMatch(
                value -> value.endsWith(end) && (!unit.matches() || UNIT.matcher(value).matches()));
    boolean numbers =
        values.stream().allMatch(value -> value.matches("-?\\d+(?:[.,]\\d+)?\\Q" + end + "\\E"));
    return all && (numbers || end.matches("[,;:]")) ? end : "";
  }

  /** A name that a group may have, and that is not taken. */
  private String name(String called) {
    Matcher parts = Pattern.compile("[A-Za-z0-9]+").matcher(called);
    List<String> words = new ArrayList<>();
    while (parts.find()) {
      String part = parts.group();
      words.add(
          words.isEmpty()
              ? part.equals(part.toUpperCase(Locale.ROOT)) ? part.toLowerCase(Locale.ROOT) : part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    String name = String.join("", words);
    String free = name;
    for (int i = 2; (before + pattern).contains("(?<" + free + ">"); i++) {
      free = name + i;
    }
    return free;
  }

  private static String escaped(String word) {
    return word.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
  }
}
