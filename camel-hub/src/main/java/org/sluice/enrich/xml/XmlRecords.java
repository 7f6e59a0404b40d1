package org.sluice.enrich.xml;

import java.nio.charset.Charset;
import java.util.Set;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.ObjectBytes;
import org.sluice.enrich.RecordBlock;
import org.sluice.enrich.Records;
import org.sluice.event.ContentTypes;
import org.sluice.run.RunView;

/**
 * {@code xml-records}: a record for each element of a name; see {@link XmlElement} for what becomes
 * of it. All values are texts. As RFC 7303 has it, a byte order mark says the encoding, without one
 * the object's content type, and where that says none or ASCII the XML itself.
 *
 * <p>What records keep in part only is noted: text among children, and an attribute that is called
 * as something beside it.
 *
 * <p>Faults: object-empty, object-too-large, xml-malformed with line and column, record-invalid for
 * an element that is too deep or holds too much. Declines XML without such an element.
 */
public final class XmlRecords extends RecordBlock {
  /** What text is called that stands beside other fields, where the route does not say it. */
  static final String TEXT = "value";

  private final String element;
  private final String textField;
  private final Set<String> lists;
  private final Set<String> nested;

  public XmlRecords(BlockParameters parameters) {
    super(parameters.number("maxBytes", Long.MAX_VALUE));
    element = parameters.text("element");
    textField = parameters.text("textField", TEXT);
    lists = Set.copyOf(parameters.list("lists"));
    nested = Set.copyOf(parameters.list("nested"));
  }

  @Override
  protected Records open(ObjectBytes bytes, RunView run) {
    Charset said = ContentTypes.charset(run.object().contentType()).orElse(null);
    return new XmlReader(bytes, said, element, textField, lists, nested);
  }
}
