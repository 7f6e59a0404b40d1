package org.sluice.trial.guess;

/** Where records may go. */
public enum Target {
  /** InfluxDB. */
  POINTS,
  /** MongoDB. */
  DOCUMENTS,
  /** PostgreSQL. */
  ROWS
}
