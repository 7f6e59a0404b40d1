package org.sluice.trial.guess;

import java.util.regex.Pattern;

/** Names of fields, as a list of them in a block's parameter has them. */
final class FieldName {
  /** What no quotes help with: place-holders and the block's address end there. */
  private static final Pattern UNFIT = Pattern.compile("[{}&+\\p{Cc}]|^$");

  private static final Pattern PARTED = Pattern.compile("[,=()\"]|^\\s|\\s$");

  private FieldName() {}

  /** Whether such a list can hold a name. */
  static boolean fits(String name) {
    return !UNFIT.matcher(name).find();
  }

  /** The nearest name that such a list can hold; an empty one stays so. */
  static String fitted(String name) {
    return name.isEmpty() ? name : UNFIT.matcher(name).replaceAll("_");
  }

  /** The name in such a list, in quotes where it needs them. */
  static String said(String name) {
    return PARTED.matcher(name).find() ? '"' + name.replace("\"", "\"\"") + '"' : name;
  }
}
