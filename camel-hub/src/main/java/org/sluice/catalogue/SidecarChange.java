package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.EventId;
import org.sluice.event.ObjectEvent;

/** How what its sidecar says changes an object's document. */
final class SidecarChange {
  private SidecarChange() {}

  /**
   * Applies it in place. Only what the sidecar says, or said, is decided anew: the rest may be an
   * insertion tool's. What is applied already is compared all the same, as another may have written
   * the document without having seen it.
   */
  static Registration.Kind apply(
      Document document, ObjectEvent event, Map<String, String> defaults) {
    if (document.getString(TIMESTAMP) == null) {
      return Registration.Kind.UNKNOWN;
    }
    Document last = document.get(SIDECAR, new Document());
    String since = last.getString(TIMESTAMP);
    if (Status.DELETED.text().equals(document.getString(STATUS))
        || (since != null && event.timestamp().compareTo(since) < 0)) {
      return Registration.Kind.NOTHING;
    }
    Document then = new Document(document);
    then.put(
        SIDECAR,
        new Document(TIMESTAMP, event.timestamp())
            .append(Says.SAID, new Document(event.userMeta())));
    then.put(SIDECAR_VERSION, event.timestamp());
    // Not the event's own id: that is the same for each version of the object, whose runs are not.
    String id =
        EventId.of(event.cluster(), event.key(), Documents.version(then), event.type().name());
    if (id.equals(document.getString(EVENT_ID))) {
      return Registration.Kind.REPEATED;
    }
    Map<String, String> told = new HashMap<>(Says.strings(last.get(Says.SAID)));
    told.putAll(event.userMeta());
    say(then, told, event, defaults);
    if (Says.sameIn(then, document)) {
      return Registration.Kind.NOTHING;
    }
    document.putAll(then);
    document.keySet().retainAll(then.keySet());
    return Registration.lookAgain(document, id, event.transId());
  }

  private static void say(
      Document then, Map<String, String> told, ObjectEvent event, Map<String, String> defaults) {
    Map<String, String> userMeta = Says.strings(then.get(USER_META));
    Saying saying = Saying.of(userMeta, event.userMeta(), event.containerMeta(), defaults);
    if (Saying.says(told, Saying.APPLICATION)) {
      then.put(APPLICATION, saying.application());
    }
    if (Saying.says(told, Saying.DATA_PROCESSING)) {
      then.put(DATA_PROCESSING, saying.dataProcessing());
    }
    if (Saying.says(told, Saying.OTHER_DATA) || Saying.says(told, Saying.ERROR)) {
      Says.otherData(then, saying, false);
    }
  }
}
