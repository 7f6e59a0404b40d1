package org.sluice.fault;

/** A program that stands in a route's file, or in one beside it, and cannot be read. */
public final class ProgramException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String program;
  private final int line;
  private final int column;

  /**
   * @param program as it is written
   * @param line of the program, from 1; 0 where it is not known
   * @param column the same
   */
  public ProgramException(String message, String program, int line, int column, Throwable cause) {
    super(message, cause);
    this.program = program;
    this.line = line;
    this.column = column;
  }

  public String program() {
    return program;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
