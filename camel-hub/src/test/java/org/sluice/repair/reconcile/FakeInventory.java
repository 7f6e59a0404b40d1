package org.sluice.repair.reconcile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Status;
import org.sluice.event.ObjectKey;

/** A catalogue in memory. */
final class FakeInventory extends Inventory {
  final Map<String, Known> known = new HashMap<>();
  final Map<String, String> seen = new HashMap<>();
  Runnable afterReading = () -> {};

  FakeInventory() {
    super(null);
  }

  void put(String name, String timestamp, String etag) {
    known.put(name, document(name, timestamp, null, etag, Status.DONE));
  }

  void deleted(String name, String timestamp) {
    known.put(name, document(name, timestamp, null, "e1", Status.DELETED));
  }

  static Known document(String name, String at, String meta, String etag, Status status) {
    return new Known(name, at, meta, etag, status, "application/json", Map.of());
  }

  @Override
  public void each(Place place, Consumer<Known> each) {
    known.values().stream().filter(one -> !one.isDeleted()).forEach(each);
    afterReading.run();
  }

  @Override
  public Map<ObjectKey, Known> find(Collection<ObjectKey> keys) {
    Map<ObjectKey, Known> found = new HashMap<>();
    keys.stream()
        .filter(key -> known.containsKey(key.object()))
        .forEach(key -> found.put(key, known.get(key.object())));
    return found;
  }

  @Override
  public void metadataSeen(ObjectKey key, String timestamp, String metaTimestamp) {
    seen.put(key.object(), metaTimestamp);
  }
}
