package org.sluice.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.sluice.event.ObjectKey;

/**
 * What is on record of one object and route.
 *
 * @param started the newest version that began to write or to remove
 * @param keep whether the route keeps gold of objects that are deleted
 */
public record LedgerEntry(
    ObjectKey key, String route, String started, boolean keep, List<LedgerPlace> places) {
  static LedgerEntry of(Document document) {
    List<LedgerPlace> places = new ArrayList<>();
    if (document.get("places") instanceof Document all) {
      all.values().forEach(place -> places.add(LedgerPlace.of((Document) place)));
    }
    return new LedgerEntry(
        new ObjectKey(
            document.getString("account"),
            document.getString("container"),
            document.getString("object")),
        document.getString("route"),
        document.getString("started"),
        document.getBoolean("keep", false),
        List.copyOf(places));
  }

  /** Places of this very version. */
  public List<LedgerPlace> at(String version) {
    return places.stream().filter(place -> place.version().equals(version)).toList();
  }

  /** Places of versions before this one. */
  public List<LedgerPlace> before(String version) {
    return places.stream().filter(place -> place.version().compareTo(version) < 0).toList();
  }
}
