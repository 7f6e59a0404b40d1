package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.sluice.event.EventType;
import org.sluice.event.Member;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;

/**
 * Whether the archives still stand that events of members speak of. An archive's own events and
 * those of its members come in one order: so either a member is registered before its archive
 * changes, and whoever cleans up after the change finds it, or it is not registered at all.
 *
 * @param state documents as the events before have left them
 * @param others documents of archives of which there is no event
 */
record Archives(Map<ObjectKey, Document> state, Map<ObjectKey, Document> others) {
  static Archives of(
      Collection<ObjectEvent> events, Map<ObjectKey, Document> state, Documents documents) {
    List<ObjectKey> keys =
        events.stream()
            .map(Archives::archive)
            .filter(Objects::nonNull)
            .filter(key -> !state.containsKey(key))
            .distinct()
            .toList();
    return new Archives(state, keys.isEmpty() ? Map.of() : documents.find(keys));
  }

  /** Where the event is no member's, there is nothing that must stand. */
  boolean stand(ObjectEvent event) {
    ObjectKey key = archive(event);
    if (key == null) {
      return true;
    }
    Document archive = state.containsKey(key) ? state.get(key) : others.get(key);
    return archive != null
        && archive.getString(TIMESTAMP) != null
        && !Status.DELETED.text().equals(archive.getString(STATUS))
        && Documents.version(archive).equals(event.member().version());
  }

  private static ObjectKey archive(ObjectEvent event) {
    Member member = event.member();
    return member == null || event.type() == EventType.DELETED
        ? null
        : new ObjectKey(event.key().account(), event.key().container(), member.archive());
  }
}
