package org.sluice.catalogue;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * What a run is, whatever becomes of it.
 *
 * @param object what it is for
 * @param version of the object
 * @param transId of the request to Swift; null where it is not known
 * @param queued when it was queued; null where that is not known
 */
public record RunOf(
    RunKey key, ObjectKey object, String project, String version, String transId, Instant queued) {
  public static RunOf of(RunKey key, LakeObject object, Instant queued) {
    return new RunOf(
        key, object.key(), object.project(), object.version(), object.transId(), queued);
  }

  /** Its record, as far as it can be told from the beginning. */
  Document document() {
    return new Document("_id", key.id())
        .append("event_id", key.eventId())
        .append("route", key.route())
        .append("revision", key.revision())
        .append("replay", key.replay())
        .append("account", object.account())
        .append("container", object.container())
        .append("object", object.object())
        .append("project", project)
        .append("version", version)
        .append("trans_id", transId)
        .append("removal", key.isRemoval())
        .append("queued", queued == null ? null : Date.from(queued));
  }
}
