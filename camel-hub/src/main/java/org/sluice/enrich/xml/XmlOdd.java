package org.sluice.enrich.xml;

/** Counts records that have something of which they keep only a part. */
final class XmlOdd {
  private final String has;
  private final String kept;
  private long count;
  private long first;
  private String shown;

  /**
   * @param has what they have
   * @param kept what becomes of it
   */
  XmlOdd(String has, String kept) {
    this.has = has;
    this.kept = kept;
  }

  /**
   * @param what shows it; null where the record has it not
   */
  void look(long record, String what) {
    if (what != null && count++ == 0) {
      first = record;
      shown = what;
    }
  }

  /** A sentence; empty where no record has it. */
  String said(long records) {
    return count == 0
        ? ""
        : "%d of %d record%s %s %s, such as %s in record %d: %s."
            .formatted(
                count,
                records,
                records == 1 ? "" : "s",
                count == 1 ? "has" : "have",
                has,
                shown,
                first,
                kept);
  }
}
