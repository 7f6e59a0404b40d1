package org.sluice.enrich.xml;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * A record for each element of a name, at whatever depth it stands. A document type, and with it
 * every entity of its own, is refused.
 */
final class XmlReader implements Records {
  private static final XMLInputFactory FACTORY = SafeXml.factory();

  /** Bytes that may be a byte order mark. */
  private static final int LOOKED_AT = 4;

  private final ElementBytes bytes;
  private final Charset said;
  private final String element;
  private final String textField;
  private final Set<String> lists;
  private final Set<String> nested;
  private XMLStreamReader reader;
  private XmlElement elements;
  private boolean isSaid;
  private boolean more = true;
  private final XmlOdd mixed;
  private final XmlOdd doubled =
      new XmlOdd(
          "an attribute that is called as something beside it",
          "they are one list, and which is which is not kept");
  private long number;
  private long depth;

  /**
   * @param said the encoding of XML without a byte order mark; null where it says it itself
   */
  XmlReader(
      InputStream in,
      Charset said,
      String element,
      String textField,
      Set<String> lists,
      Set<String> nested) {
    this.bytes = new ElementBytes(in);
    this.said = said;
    this.element = element;
    this.textField = textField;
    this.lists = lists;
    this.nested = nested;
    this.mixed =
        new XmlOdd(
            "text among elements",
            "its pieces are one text, '" + textField + "', and where in it they stood is not kept");
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public List<Map<String, Object>> next(long most) throws IOException {
    try {
      if (reader == null) {
        begin();
      }
      long until = bytes.count() + most;
      List<Map<String, Object>> records = new ArrayList<>();
      do {
        take(records);
        more = forward();
      } while (more && bytes.count() < until);
      return records;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  private void begin() throws XMLStreamException, IOException {
    byte[] first = bytes.readNBytes(LOOKED_AT);
    if (first.length == 0) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: there is no XML in it.");
    }
    PushbackInputStream all = new PushbackInputStream(bytes, LOOKED_AT);
    all.unread(first);
    isSaid = said != null && TextSource.marked(first) == null;
    reader =
        isSaid
            ? FACTORY.createXMLStreamReader(all, said.name())
            : FACTORY.createXMLStreamReader(all);
    elements = new XmlElement(reader, textField, lists, nested);
    if (!forward()) {
      throw new DeclinedException("The XML has no element '" + element + "'.");
    }
  }

  /** Goes to the next element that is a record; false at the end. */
  private boolean forward() throws XMLStreamException {
    bytes.begin();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new FaultException(
            Fault.XML_MALFORMED, "The XML has a document type (DOCTYPE), which is not read.");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (reader.getLocalName().equals(element)) {
          return true;
        }
        depth++;
        if (depth > 1000) {
          throw new FaultException(
              Fault.XML_MALFORMED, "The XML is nested deeper than 1000 outside of its records.");
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
      bytes.begin();
    }
    return false;
  }

  private void take(List<Map<String, Object>> records) throws XMLStreamException {
    number++;
    int line = reader.getLocation().getLineNumber();
    try {
      records.add(elements.record());
      mixed.look(number, elements.mixed());
      doubled.look(number, elements.doubled());
    } catch (IllegalArgumentException e) {
      throw new FaultException(
          Fault.RECORD_INVALID,
          "Record %d (line %d) %s.".formatted(number, line, e.getMessage()),
          e);
    }
  }

  @Override
  public String note() {
    String note = (mixed.said(number) + " " + doubled.said(number)).strip();
    return note.isEmpty() ? null : note;
  }

  private FaultException malformed(XMLStreamException e) {
    Location at = e.getLocation();
    String where =
        at == null ? "" : " at line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    return new FaultException(
        Fault.XML_MALFORMED,
        "Cut or malformed XML" + where + ": " + XmlWords.reason(e, isSaid) + ".",
        e);
  }
}
