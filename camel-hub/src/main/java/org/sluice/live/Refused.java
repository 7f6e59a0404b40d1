package org.sluice.live;

/**
 * A file that is not taken as it stands.
 *
 * @param file below the routes' folder
 * @param line where it is wrong; 0 where that is not known
 * @param column the same
 * @param message what is wrong
 * @param runs revision of the file that was there before and runs on; null where none does
 */
public record Refused(String file, int line, int column, String message, String runs) {
  /** The file with the place in it, as compilers say it. */
  public String where() {
    return file + (line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "");
  }
}
