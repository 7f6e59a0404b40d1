package org.sluice.catalogue;

import org.bson.Document;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultKind;

/**
 * A fault as it stands on record.
 *
 * @param code the fault's code, which never changes
 * @param kind transient, data, operator or bug
 * @param message what, to what, and where
 * @param hint what the reader can do
 * @param trace stack trace; only for bugs, else null
 */
public record Trouble(String code, String kind, String message, String hint, String trace) {
  /** What an exception is on record. */
  public static Trouble of(Throwable cause) {
    Fault fault = Diagnosis.fault(cause);
    return new Trouble(
        fault.code(),
        fault.kind().text(),
        Diagnosis.kept(Diagnosis.message(cause)),
        fault.hint(),
        fault.kind() == FaultKind.BUG ? Diagnosis.trace(cause) : null);
  }

  Document document() {
    Document document = new Document("code", code).append("kind", kind).append("message", message);
    document.append("hint", hint);
    if (trace != null) {
      document.append("trace", trace);
    }
    return document;
  }

  /** The same, with something more to its message. */
  public Trouble because(String more) {
    String stop = message.endsWith(".") ? " " : ". ";
    return new Trouble(code, kind, message + stop + more, hint, trace);
  }

  /** From the record; null for null. */
  static Trouble of(Document document) {
    return document == null
        ? null
        : new Trouble(
            document.getString("code"),
            document.getString("kind"),
            document.getString("message"),
            document.getString("hint"),
            document.getString("trace"));
  }
}
