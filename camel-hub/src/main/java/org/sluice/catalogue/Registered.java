package org.sluice.catalogue;

import org.bson.Document;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;

/**
 * What an event came to in the catalogue.
 *
 * @param document the object's document as it then stood
 */
public record Registered(ObjectEvent event, Registration.Kind kind, Document document) {
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
