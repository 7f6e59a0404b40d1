package org.sluice.enrich.part;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * Some of an object's bytes, from where a record begins.
 *
 * @param before how many bytes of the object stand before
 * @param lines how many lines have ended before
 * @param column how many bytes stand before in the same line
 * @param whole whether they end where a record does
 * @param last whether they end where the object does
 */
record Part(byte[] bytes, long before, long lines, long column, boolean whole, boolean last) {
  /**
   * @param records handed over before it
   * @param passed records passed over before it
   * @param toEnd whether the object is read to its end from here
   */
  Start start(long records, long passed, boolean toEnd) {
    return new Start(records, passed, lines, column, before, toEnd);
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }
}
