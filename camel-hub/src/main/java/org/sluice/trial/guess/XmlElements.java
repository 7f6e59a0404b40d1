package org.sluice.trial.guess;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sluice.enrich.xml.SafeXml;
import org.sluice.enrich.xml.XmlNil;
import org.sluice.enrich.xml.XmlWords;

/**
 * Which element of an XML sample its records are: of those that come several times side by side,
 * the outermost that holds at least half of all values; where none does, the one that holds most;
 * where none comes several times, the innermost that holds all others.
 */
final class XmlElements {
  /** Elements of one name at one place. */
  private static final class Kind {
    final String name;
    final int depth;
    final Map<String, Kind> inner = new LinkedHashMap<>();
    int sideBySide;
    int values;
    boolean holds;
    boolean attributes;
    boolean text;

    Kind(String name, int depth) {
      this.name = name;
      this.depth = depth;
    }

    Stream<Kind> all() {
      return Stream.concat(Stream.of(this), inner.values().stream().flatMap(Kind::all));
    }

    boolean comesSeveralTimes() {
      return sideBySide > 1;
    }
  }

  /** An element that is being read. */
  private record Open(Kind kind, Map<String, Integer> inner) {}

  private static final int DEEPEST = 1000;

  /** Of what stands outside of the records. */
  private static final int SHOWN = 5;

  private final Sample sample;
  private final Deque<Open> open = new ArrayDeque<>();
  private Kind root;
  private Kind record;
  private int complete;

  /** What stands outside of the records, and its first value. */
  private final Map<String, String> outside = new LinkedHashMap<>();

  private XmlElements(Sample sample) {
    this.sample = sample;
  }

  /**
   * @throws UnguessableException when it is malformed, or has a document type
   */
  static XmlElements of(Sample sample) throws UnguessableException {
    XmlElements elements = new XmlElements(sample);
    elements.read(null);
    elements.record = elements.choose();
    // How many of them are whole shows only once it is known which they are.
    elements.read(elements.record.name);
    if (elements.complete == 0) {
      throw new UnguessableException(
          "The first '"
              + elements.record.name
              + "' of "
              + sample.name()
              + " does not end within its first MiB: give a sample of smaller records.");
    }
    return elements;
  }

  private void read(String counted) throws UnguessableException {
    root = null;
    open.clear();
    complete = 0;
    try {
      XMLStreamReader reader =
          SafeXml.factory().createXMLStreamReader(new ByteArrayInputStream(sample.bytes()));
      int within = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new UnguessableException(
              sample.name()
                  + " has a document type (DOCTYPE), and the lake reads no XML that has.");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          begin(reader);
          within += within > 0 || reader.getLocalName().equals(counted) ? 1 : 0;
          if (within == 0 && counted != null) {
            addOutside(reader);
          }
        } else if (isText(event) && !reader.isWhiteSpace()) {
          open.peek().kind().text = true;
          if (within == 0 && counted != null) {
            outside.putIfAbsent("'" + open.peek().kind().name + "'", reader.getText().strip());
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          end();
          complete += within == 1 ? 1 : 0;
          within -= within > 0 ? 1 : 0;
        }
      }
    } catch (XMLStreamException e) {
      if (sample.whole() || root == null) {
        throw malformed(e);
      }
    }
  }

  private static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
  }

  private void addOutside(XMLStreamReader reader) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (!XmlNil.NAMESPACE.equals(reader.getAttributeNamespace(i))) {
        outside.putIfAbsent(
            "'%s' of '%s'".formatted(reader.getAttributeLocalName(i), reader.getLocalName()),
            reader.getAttributeValue(i));
      }
    }
  }

  private UnguessableException malformed(XMLStreamException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
    return new UnguessableException(
        sample.name() + " is cut or malformed XML" + where + ": " + XmlWords.reason(e) + ".");
  }

  private void begin(XMLStreamReader reader) throws UnguessableException {
    String name = reader.getLocalName();
    if (open.size() >= DEEPEST) {
      throw new UnguessableException(sample.name() + " is nested deeper than " + DEEPEST + ".");
    }
    Kind kind;
    if (open.isEmpty()) {
      root = kind = new Kind(name, 0);
      kind.sideBySide = 1;
    } else {
      Kind outer = open.peek().kind();
      outer.holds = true;
      kind = outer.inner.computeIfAbsent(name, n -> new Kind(n, outer.depth + 1));
      kind.sideBySide = Math.max(kind.sideBySide, open.peek().inner().merge(name, 1, Integer::sum));
    }
    int attributes =
        (int)
            IntStream.range(0, reader.getAttributeCount())
                .filter(i -> !XmlNil.isIt(reader, i))
                .count();
    kind.attributes |= attributes > 0;
    open.push(new Open(kind, new LinkedHashMap<>()));
    open.forEach(each -> each.kind().values += attributes);
  }

  private void end() {
    if (open.peek().inner().isEmpty()) {
      // One that holds no other is a value.
      open.forEach(each -> each.kind().values++);
    }
    open.pop();
  }

  private Kind choose() {
    List<Kind> several = root.all().filter(Kind::comesSeveralTimes).toList();
    List<Kind> rich = several.stream().filter(kind -> kind.holds || kind.attributes).toList();
    List<Kind> bare = several.stream().filter(kind -> !rich.contains(kind)).toList();
    return holdsHalf(rich)
        .or(() -> holdsHalf(bare))
        .or(() -> rich.stream().max(Comparator.comparingInt(kind -> kind.values)))
        .orElseGet(this::single);
  }

  private Optional<Kind> holdsHalf(List<Kind> kinds) {
    return kinds.stream()
        .filter(kind -> kind.values * 2 >= root.values)
        .min(Comparator.comparingInt(kind -> kind.depth));
  }

  private Kind single() {
    Kind only = root;
    while (only.inner.size() == 1 && !only.attributes) {
      Kind next = only.inner.values().iterator().next();
      if (!next.holds && !next.attributes) {
        break;
      }
      only = next;
    }
    return only;
  }

  /** Name of the elements that are records. */
  String record() {
    return record.name;
  }

  /** How many of them there are whole. */
  int records() {
    return complete;
  }

  /**
   * Children of a record that come several times in one of them, by the names of the elements on
   * the way to them from the record, parted by slashes.
   */
  List<String> lists() {
    return children(Kind::comesSeveralTimes);
  }

  /**
   * Children of a record that have text in one of them, and attributes or children in one; named as
   * {@link #lists} are.
   */
  List<String> nested() {
    return children(kind -> kind.text && (kind.attributes || kind.holds));
  }

  private List<String> children(Predicate<Kind> which) {
    Set<String> paths = new LinkedHashSet<>();
    root.all()
        .filter(kind -> kind.name.equals(record.name))
        .forEach(kind -> add(kind, "", which, paths));
    return List.copyOf(paths);
  }

  private static void add(Kind kind, String path, Predicate<Kind> which, Set<String> paths) {
    for (Kind inner : kind.inner.values()) {
      if (which.test(inner)) {
        paths.add(path + inner.name);
      }
      add(inner, path + inner.name + '/', which, paths);
    }
  }

  /** Why these are the records, a line each. */
  List<String> said() {
    List<String> said = new ArrayList<>();
    said.add(
        "The sample is XML with %s%d '%s'. All values come as texts."
            .formatted(sample.whole() ? "" : "at least ", complete, record.name));
    if (!outside.isEmpty()) {
      String some =
          outside.entrySet().stream()
              .limit(SHOWN)
              .map(each -> each.getKey() + " (" + Prose.shown(each.getValue()) + ")")
              .collect(Collectors.joining(", "));
      String more = outside.size() > SHOWN ? " and " + (outside.size() - SHOWN) + " more" : "";
      said.addAll(Prose.lines("Outside of the records, and left out: " + some + more + "."));
    }
    return said;
  }
}
