package org.sluice.trial.guess;

import java.util.Optional;
import org.sluice.event.Names;

/** Names of fields that are too long for a column of a table. */
public final class ShortName {
  private ShortName() {}

  /** That a field's column is called otherwise, and how; none where its name fits. */
  static Optional<String> said(String key) {
    try {
      String column = Names.sqlColumn(key, false);
      return Names.shortened(column) ? Optional.of(said(key, column)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // No text: the sink refuses it, and says so.
      return Optional.empty();
    }
  }

  /** The same, the name of the column being known. */
  public static String said(String key, String column) {
    return "The column of '"
        + key.replaceAll("\\p{Cc}", "?")
        + "' is called '"
        + column
        + "' in PostgreSQL, whose names have 63 bytes at most.";
  }
}
