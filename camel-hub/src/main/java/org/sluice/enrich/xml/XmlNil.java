package org.sluice.enrich.xml;

import javax.xml.stream.XMLStreamReader;

/**
 * The attribute {@code xsi:nil}, which says that an empty element has no value, as here all have.
 */
public final class XmlNil {
  /** Of attributes that say something of an element, and nothing of what it holds. */
  public static final String NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance";

  private XmlNil() {}

  /** Whether an attribute of the element that the reader stands at the start of is it. */
  public static boolean isIt(XMLStreamReader reader, int attribute) {
    return reader.getAttributeLocalName(attribute).equals("nil")
        && NAMESPACE.equals(reader.getAttributeNamespace(attribute));
  }
}
