package org.sluice.catalogue;

import java.util.Locale;

/** Where an object, or a run, stands. An object's is the worst of its newest version's runs. */
public enum Status {
  PARKED,
  RUNNING,
  WAITING,
  DONE,
  /** No route took the object. Objects only. */
  UNHANDLED,
  /** Objects only. */
  DELETED,
  /** The route would not have it: as if it had not matched. Runs only. */
  DECLINED,
  /** A newer version came. Runs only. */
  SUPERSEDED;

  /** As it stands on record. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for any other text
   */
  public static Status of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether a run in this state has nothing more to do. */
  public boolean isFinal() {
    return switch (this) {
      case PARKED, DONE, DECLINED, SUPERSEDED, UNHANDLED, DELETED -> true;
      case RUNNING, WAITING -> false;
    };
  }

  /** Whether a run in this state says something of its object. */
  public boolean says() {
    return this != DECLINED && this != SUPERSEDED;
  }

  /** The status of an object whose newest version has these runs. */
  static Status worst(Iterable<Status> runs) {
    Status worst = UNHANDLED;
    for (Status run : runs) {
      if (run.says() && run.ordinal() < worst.ordinal()) {
        worst = run;
      }
    }
    return worst;
  }
}
