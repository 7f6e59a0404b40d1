package org.sluice.gold;

/** What a record is called where nothing but its name tells that it came before. */
public final class RecordId {
  private RecordId() {}

  /** The same for the record of any version of the object that stands at that position, from 0. */
  public static String of(Provenance from, long position) {
    return "%s:%06d".formatted(from.mark(), position);
  }
}
