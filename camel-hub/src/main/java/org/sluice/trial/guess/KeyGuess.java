package org.sluice.trial.guess;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells one record from all others: a field whose name says so, or may, that is another in
 * each of the sample's records.
 *
 * @param column the field
 * @param certain whether it is the same thing in the next object, as far as a sample can tell
 */
record KeyGuess(Column column, boolean certain) {
  private static final Pattern ID = Pattern.compile("(?i)_?id|uuid|guid|oid|key");
  private static final Pattern LIKE_ID =
      Pattern.compile("(?i:.*[_-])?(?i:id|uuid|guid|oid|key)|.*[a-z0-9](Id|ID|Uuid|UUID|Key)");

  /** Records that a name which says so must be another in. */
  private static final int FEW = 3;

  /** The same of one that may. */
  private static final int SOME = 10;

  /** The same of a text under any name. */
  private static final int MANY = 50;

  /** The field that is most likely to be the key; none where no field is. */
  static Optional<KeyGuess> of(Columns columns) {
    int records = columns.records();
    return columns.all().stream()
        .filter(each -> isSpeakable(each.key()) && each.isOther(records))
        .filter(each -> records >= least(each))
        .min(Comparator.comparingInt(KeyGuess::least))
        .map(each -> new KeyGuess(each, least(each) < MANY && !each.counts()));
  }

  private static int least(Column column) {
    if (ID.matcher(column.key()).matches()) {
      return FEW;
    }
    return LIKE_ID.matcher(column.key()).matches()
        ? SOME
        : column.isText() ? MANY : Integer.MAX_VALUE;
  }

  /** A way into nested objects names no column. */
  private static boolean isSpeakable(String key) {
    return Columns.speakable(key) && !key.contains(".") && !key.startsWith("\"");
  }

  /** Why it is the key of a row, a line each. */
  List<String> used() {
    return List.of(
        "'"
            + column.key()
            + "' is another in each record: what tells one from all others. Where it",
        "comes again, also in another object, the newer record takes the place of the older one's",
        "row. Without this the key is a record's object and its place in it: none is lost then.");
  }

  /**
   * That it may be the key, a line each.
   *
   * @param parameter whether the sink has one for it
   */
  List<String> told(boolean parameter) {
    String is = "'" + column.key() + "' is another in each of the sample's records";
    if (!parameter) {
      return List.of(
          is + ". This sink's", "key stays the object and the place, whatever they hold.");
    }
    return List.of(
        is + (column.counts() ? ", and counts them." : "."),
        "If it tells a record from those of all objects: key: " + column.key());
  }
}
