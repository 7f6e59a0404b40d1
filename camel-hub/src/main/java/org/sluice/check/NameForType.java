package org.sluice.check;

import java.util.regex.Pattern;
import org.sluice.event.ContentTypes;

/** A file's name, or a pattern of names, that stands where a content type is to be. */
final class NameForType {
  private static final Pattern NAME = Pattern.compile("[^/]*\\.[A-Za-z]\\w*");

  /** The same within folders. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?!(?:application|text|image|audio|video|font|model|message)/).*/[^/]*\\*\\."
              + "[A-Za-z]\\w*");

  /** The ends of types, as of application/vnd.oasis.opendocument.text, are longer. */
  private static final int SHORT = 3;

  private NameForType() {}

  static boolean is(String type) {
    String name = "x" + ending(type);
    return name.contains(".")
        && (name.length() <= SHORT + 2 || !ContentTypes.saysNothing(ContentTypes.ofName(name)));
  }

  /** With its point; empty where it is no name. */
  private static String ending(String type) {
    return NAME.matcher(type).matches() || PATH.matcher(type).matches()
        ? type.substring(type.lastIndexOf('.'))
        : "";
  }

  /** What is wrong with it, and what may be meant. */
  static String said(String type) {
    String known = ContentTypes.ofName("x" + ending(type));
    boolean top = !type.contains("/") && type.contains("*");
    return "contentType is '"
        + type
        + "', which is like an object's name: no content type is so. Write name: \""
        + type
        + "\""
        + (top ? " (\"**" + ending(type) + "\" for those in folders too)" : "")
        + (ContentTypes.saysNothing(known)
            ? " instead; a content type is like text/csv"
            : " instead, or contentType: " + known);
  }
}
