package org.sluice.enrich.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sluice.enrich.json.RecordReader;

/**
 * An element as a record: its attributes and its children are fields by their local names; one that
 * comes several times is a list, and so is one that the route says may. A child that holds text
 * alone is that text, unless the route says that it is nested; an empty one is null, and so says
 * {@code xsi:nil}, which is no field. Text beside attributes or children is a field of its own
 * name.
 */
final class XmlElement {
  /** Attributes and elements of one record. */
  private static final int MOST_VALUES = 200_000;

  private final XMLStreamReader reader;
  private final String textField;
  private final Set<String> lists;
  private final Set<String> nested;
  private int values;
  private String mixed;
  private String doubled;

  /**
   * @param textField what text is called that stands beside other fields
   * @param lists children that are lists also where they come once, by the names of the elements on
   *     the way to them from the record, parted by slashes
   * @param nested children whose text is a field in them also where they hold nothing else
   */
  XmlElement(XMLStreamReader reader, String textField, Set<String> lists, Set<String> nested) {
    this.reader = reader;
    this.textField = textField;
    this.lists = lists;
    this.nested = nested;
  }

  /**
   * The element that the reader stands at the start of; it then stands at its end.
   *
   * @throws IllegalArgumentException when it is too deep or holds too much
   */
  Map<String, Object> record() throws XMLStreamException {
    values = 0;
    mixed = null;
    doubled = null;
    Object value = value("", 1);
    if (value instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked")
      Map<String, Object> record = (Map<String, Object>) value;
      return record;
    }
    Map<String, Object> record = new LinkedHashMap<>();
    if (value != null) {
      record.put(textField, value);
    }
    return record;
  }

  /** The first element of the record that text and elements stand in; null where there is none. */
  String mixed() {
    return mixed;
  }

  /** The first attribute that is called as something beside it; null where there is none. */
  String doubled() {
    return doubled;
  }

  private Object value(String path, int depth) throws XMLStreamException {
    if (depth > RecordReader.MAX_DEPTH) {
      throw new IllegalArgumentException("is nested deeper than " + RecordReader.MAX_DEPTH);
    }
    String own = reader.getLocalName();
    Map<String, Object> fields = new LinkedHashMap<>();
    addAttributes(own, fields);
    Set<String> attributes = fields.isEmpty() ? Set.of() : new HashSet<>(fields.keySet());
    boolean holds = false;
    StringBuilder text = new StringBuilder();
    for (int event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          count(1);
          String name = reader.getLocalName();
          String inner = lists.isEmpty() && nested.isEmpty() ? "" : path + name;
          Object value = value(inner + '/', depth + 1);
          boolean alone = value instanceof String && nested.contains(inner);
          holds = true;
          sayDoubled(name, own, attributes);
          put(fields, name, alone ? nested(value) : value, lists.contains(inner));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new IllegalArgumentException(
                "refers to the entity '" + reader.getLocalName() + "': entities are not resolved");
        default -> {
          // comments and instructions say nothing
        }
      }
    }
    String said = text.toString().strip();
    if (fields.isEmpty()) {
      return said.isEmpty() ? null : said;
    }
    if (!said.isEmpty()) {
      mixed = holds && mixed == null ? "'" + own + "'" : mixed;
      sayDoubled(textField, own, attributes);
      put(fields, textField, said, false);
    }
    return fields;
  }

  private void addAttributes(String own, Map<String, Object> fields) {
    count(reader.getAttributeCount());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (!XmlNil.isIt(reader, i)) {
        String name = reader.getAttributeLocalName(i);
        sayDoubled(name, own, fields.keySet());
        put(fields, name, reader.getAttributeValue(i), false);
      }
    }
  }

  private void sayDoubled(String name, String own, Set<String> attributes) {
    if (doubled == null && attributes.contains(name)) {
      doubled = "'%s' of '%s'".formatted(name, own);
    }
  }

  private Map<String, Object> nested(Object text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(textField, text);
    return fields;
  }

  private void count(int more) {
    values += more;
    if (values > MOST_VALUES) {
      throw new IllegalArgumentException(
          "has more than " + MOST_VALUES + " elements and attributes");
    }
  }

  private static void put(Map<String, Object> fields, String name, Object value, boolean listed) {
    boolean there = fields.containsKey(name);
    if (!there && !listed) {
      fields.put(name, value);
    } else if (fields.get(name) instanceof Several several) {
      several.add(value);
    } else {
      Several several = new Several();
      if (there) {
        several.add(fields.get(name));
      }
      several.add(value);
      fields.put(name, several);
    }
  }

  /** Values of one name. */
  private static final class Several extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;
  }
}
