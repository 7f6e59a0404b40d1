package org.sluice.check;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML with the places of all that is in it. */
final class XmlParts {
  private static final XMLInputFactory FACTORY = factory();
  private static final Pattern TWICE = Pattern.compile("AttributeNotUnique\\?([^&]+)&(.+)");

  /** An element that is not closed yet. */
  private record Open(String name, Place place, List<Part> parts, StringBuilder text) {
    Part close() {
      boolean leaf = parts.stream().allMatch(part -> part.text() != null);
      String said = text.toString().strip();
      return new Part(name, leaf && !said.isEmpty() ? said : null, parts, place, place);
    }
  }

  private final String text;
  private final int[] breaks;
  private final Deque<Open> open = new ArrayDeque<>();
  private int parts;

  private XmlParts(String text) {
    this.text = text;
    this.breaks = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').toArray();
  }

  static Part of(String text) throws SyntaxException {
    try {
      return new XmlParts(text).read();
    } catch (XMLStreamException e) {
      Location at = e.getLocation();
      Place place = at == null ? Place.NONE : new Place(at.getLineNumber(), at.getColumnNumber());
      String said = e.getMessage().replaceFirst("(?s)^ParseError at .*?Message: ", "");
      throw new SyntaxException(place, "This is no XML: " + plain(said));
    }
  }

  private static String plain(String said) {
    Matcher twice = TWICE.matcher(said);
    if (twice.find()) {
      return "the attribute '" + twice.group(2) + "' stands twice in '" + twice.group(1) + "'";
    }
    return said.startsWith("The reference to entity")
        ? said + " An & that is none, as in an address, is written &amp;"
        : said;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private Part read() throws XMLStreamException, SyntaxException {
    open.push(new Open("", Place.NONE, new ArrayList<>(), new StringBuilder()));
    XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> begin(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.peek().text().append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          Part part = open.pop().close();
          open.peek().parts().add(part);
        }
        default -> {
          // comments and the like say nothing
        }
      }
    }
    return open.pop().close();
  }

  private void begin(XMLStreamReader reader) throws SyntaxException {
    int end = Math.min(text.length(), Math.max(1, reader.getLocation().getCharacterOffset()));
    int from = Math.max(0, text.lastIndexOf('<', end - 1));
    Place place = place(from);
    Bounds.depth(open.size(), place);
    parts += 1 + reader.getAttributeCount();
    Bounds.parts(parts, place);
    List<Part> attributes = new ArrayList<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = reader.getAttributeLocalName(i);
      Matcher at = Pattern.compile("\\s" + Pattern.quote(name) + "\\s*=\\s*[\"']").matcher(text);
      at.region(from, end);
      boolean found = at.find();
      Place key = found ? place(at.start() + 1) : place;
      Place value = found ? place(at.end()) : place;
      attributes.add(new Part(name, reader.getAttributeValue(i), List.of(), key, value));
    }
    open.push(new Open(reader.getLocalName(), place, attributes, new StringBuilder()));
  }

  /** As {@link Place#of}, which counts lines from the beginning each time. */
  private Place place(int index) {
    int at = Arrays.binarySearch(breaks, index);
    int line = at < 0 ? -1 - at : at;
    return new Place(line + 1, index - (line == 0 ? 0 : breaks[line - 1] + 1) + 1);
  }
}
