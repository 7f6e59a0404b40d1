package org.sluice.check;

import java.util.Locale;

/** One thing that is to be said of a file. */
public record Finding(Level level, String file, int line, int column, String message, Kind kind) {
  /** How much it matters. */
  public enum Level {
    /** The lake refuses the file. */
    ERROR,
    /** The lake takes the file; it is not well all the same. */
    WARNING,
    /** To be known, and maybe meant so. */
    NOTE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What it is about, where somebody asks for that. */
  public enum Kind {
    /** A block is called that there is not. */
    UNKNOWN_BLOCK,
    ANY
  }

  public Finding(Level level, String file, int line, int column, String message) {
    this(level, file, line, column, message, Kind.ANY);
  }

  /** The same, of a kind that is asked for. */
  Finding of(Kind other) {
    return new Finding(level, file, line, column, message, other);
  }

  public static Finding error(String file, Place place, String message) {
    return new Finding(Level.ERROR, file, place.line(), place.column(), message);
  }

  public static Finding warning(String file, Place place, String message) {
    return new Finding(Level.WARNING, file, place.line(), place.column(), message);
  }

  public static Finding note(String file, Place place, String message) {
    return new Finding(Level.NOTE, file, place.line(), place.column(), message);
  }
}
