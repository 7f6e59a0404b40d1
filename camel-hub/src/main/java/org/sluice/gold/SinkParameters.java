package org.sluice.gold;

import java.util.List;

/** Reads parameters of a sink's address, and says which is wrong and how. */
public final class SinkParameters {
  private SinkParameters() {}

  /**
   * A whole number from 1.
   *
   * @throws IllegalArgumentException when it is none, or more than {@code most}
   */
  public static long number(Sink.Parameter parameter, String name, long otherwise, long most) {
    String text = parameter.get(name, String.valueOf(otherwise));
    if (!text.matches("\\d{1,12}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' is '" + text + "', and should be 1 to " + most);
    }
    return Long.parseLong(text);
  }

  /**
   * One of some words; the first where nothing is said.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static String oneOf(Sink.Parameter parameter, String name, List<String> words) {
    String text = parameter.get(name, words.get(0));
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' is '" + text + "', and should be one of " + words);
    }
    return text;
  }
}
