package org.sluice.enrich.part;

/**
 * Where in an object a reader begins: so that it says the same of a record, be the object read in
 * one or in parts.
 *
 * @param records that were handed over before
 * @param passed records that were passed over before, as they could not be taken
 * @param lines that ended before
 * @param column bytes that stand before in the same line, where its reader tells columns
 * @param bytes that stand before
 * @param last whether what it reads reaches to the object's end
 */
public record Start(long records, long passed, long lines, long column, long bytes, boolean last) {
  /** Of an object that is read in one. */
  public static final Start OBJECT = new Start(0, 0, 0, 0, 0, true);

  /** Whether it begins with the object. */
  public boolean isFirst() {
    return bytes == 0;
  }

  /** How many records stand before. */
  public long read() {
    return records + passed;
  }
}
