package org.sluice.gold;

/** Asks a gold database, and only asks: what would write is refused. */
public interface GoldReader {
  /** Rows that an answer holds at most. */
  int MOST_ROWS = 10_000;

  /** How long a query may take, in seconds. */
  int TIMEOUT = 30;

  /**
   * @param query in the database's own language
   * @param project whose database is asked, where the language does not name one; may be null
   * @throws org.sluice.fault.FaultException query-invalid, gold-unreachable or access-denied
   */
  GoldTable read(String query, String project);
}
