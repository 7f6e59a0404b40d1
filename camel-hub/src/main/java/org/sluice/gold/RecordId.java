package org.sluice.gold;

/** What a record is called where nothing but its name tells that it came before. */
public final class RecordId {
  private static final String ZEROS = "000000";

  private RecordId() {}

  /**
   * The same for the record of any version of the object that stands at that position.
   *
   * @param mark of where it comes from
   * @param position from 0
   */
  public static String of(String mark, long position) {
    return mark + ":" + number(position);
  }

  /** In six digits, or as many more as it has. */
  public static String number(long position) {
    String digits = Long.toString(position);
    return digits.length() < ZEROS.length()
        ? ZEROS.substring(digits.length()).concat(digits)
        : digits;
  }
}
