package org.sluice.check;

/** Where something stands in a file, from 1; 0 where it is not known. */
public record Place(int line, int column) {
  public static final Place NONE = new Place(0, 0);

  /** Of a letter of a text. */
  static Place of(String text, int index) {
    int line = 1;
    int from = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
      line++;
      from = at + 1;
    }
    return new Place(line, index - from + 1);
  }
}
