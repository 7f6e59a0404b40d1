package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.EXPECTED;
import static org.sluice.catalogue.Fields.ROUTE_SET;

import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;

/**
 * What an event came to in the catalogue.
 *
 * @param document the object's document as it then stood
 * @param runs the live runs that it is to have; none where routes are not to look at it
 * @param first whether nothing was known of the object before
 */
public record Registered(
    ObjectEvent event,
    Registration.Kind kind,
    Document document,
    List<RunKey> runs,
    boolean first) {
  Registered(ObjectEvent event, Registration.Kind kind, Document document) {
    this(event, kind, document, List.of(), false);
  }

  /** The same, with what its document is to expect. */
  Registered expecting(Function<LakeObject, Takers> takers) {
    if (!toDispatch()) {
      document.put(EXPECTED, List.of());
      return this;
    }
    Takers expected = takers.apply(object());
    document.put(EXPECTED, expected.runs().stream().map(RunKey::id).toList());
    document.put(ROUTE_SET, expected.set());
    return new Registered(event, kind, document, expected.runs(), first);
  }

  /** The same, of an object of which nothing was known before. */
  Registered asFirst() {
    return new Registered(event, kind, document, runs, true);
  }

  /** The same, where another change of the object is dispatched in its place. */
  public Registered overtaken() {
    return new Registered(event, Registration.Kind.NOTHING, document);
  }

  public LakeObject object() {
    return Documents.object(document);
  }

  /** Whether routes are to look at the object now. */
  public boolean toDispatch() {
    return switch (kind) {
      case DATA, METADATA, REPEATED -> true;
      case DELETED, NOTHING, UNKNOWN -> false;
    };
  }
}
