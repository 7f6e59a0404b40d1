package org.sluice.gold.objects;

import org.sluice.event.Derivation;
import org.sluice.event.ObjectKey;
import org.sluice.gold.Provenance;
import org.sluice.run.GoldRemover;

/** Deletes derived objects of older versions that the newest did not make again. */
public final class DerivedRemover implements GoldRemover {
  private final ObjectStore store;

  public DerivedRemover(ObjectStore store) {
    this.store = store;
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    if (stale.isReplaced()) {
      return 0;
    }
    ObjectKey key =
        new ObjectKey(stale.place().store(), stale.place().place(), stale.place().key());
    String mark =
        new Provenance(stale.key(), stale.project(), stale.newest(), stale.route()).mark();
    boolean isOutdated =
        store
            .head(key)
            .flatMap(there -> Derivation.of(there.userMeta()))
            .filter(from -> from.mark().equals(mark))
            .filter(from -> isOutdated(from.version(), stale))
            .isPresent();
    return isOutdated && store.delete(key) ? 1 : 0;
  }

  private static boolean isOutdated(String version, Stale stale) {
    int compared = version.compareTo(stale.newest());
    return compared < 0 || (compared == 0 && stale.versions().contains(stale.newest()));
  }
}
