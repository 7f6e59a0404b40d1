package org.sluice.enrich.part;

/** Finds in an object's bytes where records end. It sees each byte once, in their order. */
public interface Ends {
  /**
   * Looks at the next bytes, up to the first end of a record that is far enough on.
   *
   * @param from the first byte that it has not seen
   * @param to behind the last that there is
   * @param least what it answers at the least
   * @return behind that end; the bytes from there on it has not seen. -1 where there is none, and
   *     it has seen all
   */
  int behind(byte[] bytes, int from, int to, int least);

  /** How many lines have ended in what it has seen, as the records' reader counts them. */
  long lines();

  /** How many bytes it has seen of the line that has not ended. */
  default long column() {
    return 0;
  }
}
