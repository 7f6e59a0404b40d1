package org.sluice.enrich.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** What a run would note of XML: for people to read. */
public final class XmlNotes {
  private XmlNotes() {}

  /**
   * @param bytes of XML that can be read
   * @param element name of the elements that are records
   */
  public static Optional<String> of(byte[] bytes, String element) {
    try {
      XmlReader reader =
          new XmlReader(
              new ByteArrayInputStream(bytes), null, element, XmlRecords.TEXT, Set.of(), Set.of());
      while (reader.more()) {
        reader.next(Integer.MAX_VALUE);
      }
      return Optional.ofNullable(reader.note());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
