package org.sluice.trial.guess;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.sluice.enrich.xml.SafeXml;

/**
 * The first records of an XML sample with what stands around them.
 *
 * @param record name of the elements that are records
 * @param records how many of them the sample has whole
 */
record XmlCut(Sample sample, String record, int records) {
  private static final String BEGIN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  /** As the sample has it, where it has no more than so many; else written anew, in UTF-8. */
  byte[] first(int most) throws UnguessableException {
    if (sample.whole() && records <= most) {
      return sample.bytes();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(BEGIN.getBytes(StandardCharsets.UTF_8));
    try {
      XMLEventReader in =
          SafeXml.factory().createXMLEventReader(new ByteArrayInputStream(sample.bytes()));
      XMLEventWriter writer =
          XMLOutputFactory.newDefaultFactory()
              .createXMLEventWriter(out, StandardCharsets.UTF_8.name());
      Deque<StartElement> open = copy(in, writer, Math.min(most, records));
      XMLEventFactory events = XMLEventFactory.newDefaultFactory();
      for (StartElement each : open) {
        writer.add(events.createCharacters("\n"));
        writer.add(events.createEndElement(each.getName(), each.getNamespaces()));
      }
      writer.flush();
    } catch (XMLStreamException e) {
      throw new UnguessableException(
          sample.name() + " cannot be cut to its first records: " + e.getMessage());
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** Copies so many records; answers what is open then, the innermost first. */
  private Deque<StartElement> copy(XMLEventReader in, XMLEventWriter writer, int most)
      throws XMLStreamException {
    Deque<StartElement> open = new ArrayDeque<>();
    int within = 0;
    int left = most;
    while (left > 0) {
      XMLEvent event = in.nextEvent();
      if (event.isStartDocument()) {
        continue;
      }
      writer.add(event);
      if (event.isStartElement()) {
        StartElement element = event.asStartElement();
        open.push(element);
        within += within > 0 || element.getName().getLocalPart().equals(record) ? 1 : 0;
      } else if (event.isEndElement()) {
        open.pop();
        left -= within == 1 ? 1 : 0;
        within -= within > 0 ? 1 : 0;
      }
    }
    return open;
  }
}
