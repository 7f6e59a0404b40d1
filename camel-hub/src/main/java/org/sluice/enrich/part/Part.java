package org.sluice.enrich.part;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * Some of an object's bytes, from where a record begins.
 *
 * @param before how many bytes of the object stand before
 * @param lines how many lines have ended before
 * @param whole whether they end where a record does
 * @param last whether they end where the object does
 */
record Part(byte[] bytes, long before, long lines, boolean whole, boolean last) {
  InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }
}
