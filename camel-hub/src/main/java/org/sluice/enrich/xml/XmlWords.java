package org.sluice.enrich.xml;

import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/** What the parser says of XML, in words for who wrote it. */
public final class XmlWords {
  private static final Pattern NO_UTF_8 =
      Pattern.compile("Invalid byte \\d+ of \\d+-byte UTF-8 sequence");

  private XmlWords() {}

  /** What is wrong, on one line and without a full stop; where is said apart. */
  public static String reason(XMLStreamException e) {
    return reason(e, false);
  }

  /**
   * The same.
   *
   * @param encodingSaid whether the object's content type says the encoding
   */
  static String reason(XMLStreamException e, boolean encodingSaid) {
    String reason =
        String.valueOf(e.getMessage()).replaceAll("(?s).*\\nMessage: ", "").replaceAll("\\s+", " ");
    if (NO_UTF_8.matcher(reason).find()) {
      return encodingSaid
          ? "bytes here are no UTF-8, as the object's content type says that they are"
          : "bytes here are no UTF-8, which XML is in that declares no other encoding: its first"
              + " line is to say it, as <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?> does";
    }
    return reason.length() > 300 ? reason.substring(0, 300) + "…" : reason.replaceAll("\\.$", "");
  }
}
