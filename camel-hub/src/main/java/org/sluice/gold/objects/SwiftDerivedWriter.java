package org.sluice.gold.objects;

import java.util.Optional;
import org.sluice.batch.BatchWatch;
import org.sluice.event.Derivation;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Writes derived objects to Swift. One that is there with the same bytes is not stored again, so a
 * replay makes no new version; where only its source's version is another, its metadata say so.
 */
public final class SwiftDerivedWriter implements DerivedWriter {
  /** An object may come or go between the look at it and the PUT. */
  private static final int ATTEMPTS = 3;

  private final ObjectStore store;
  private final BatchWatch watch;

  /**
   * @param watch told of each object
   */
  public SwiftDerivedWriter(ObjectStore store, BatchWatch watch) {
    this.store = store;
    this.watch = watch;
  }

  @Override
  public boolean write(DerivedObject object) {
    long from = System.nanoTime();
    boolean well = false;
    try {
      boolean written = store(object);
      well = true;
      return written;
    } finally {
      watch.wrote(1, System.nanoTime() - from, well);
    }
  }

  private boolean store(DerivedObject object) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<ObjectStore.Stored> there = store.head(object.key());
      if (there.isPresent()) {
        Derivation from = Derivation.of(there.get().userMeta()).orElse(null);
        if (from == null || !from.mark().equals(object.from().mark())) {
          throw taken(object, from);
        }
        if (from.version().compareTo(object.from().version()) > 0) {
          return false;
        }
        if (isSame(there.get(), object)) {
          if (!from.equals(object.from())) {
            store.post(object);
          }
          return true;
        }
      }
      if (store.put(object, there.isEmpty())) {
        return true;
      }
    }
    throw new FaultException(
        Fault.SWIFT_UNREACHABLE,
        "Swift tells now that " + object.key() + " is there, and now that it is not");
  }

  private static boolean isSame(ObjectStore.Stored there, DerivedObject object) {
    return object.content().etag().equals(there.etag())
        && object.contentType().equals(there.contentType());
  }

  private static FaultException taken(DerivedObject object, Derivation from) {
    return new FaultException(
        Fault.TARGET_TAKEN,
        object.key().container()
            + "/"
            + object.key().object()
            + (from == null
                ? " is there, and no route made it"
                : " is there already, made of " + from.source() + " by " + from.told())
            + ": it stays as it is, and what this route made of "
            + object.from().source()
            + " was not stored.");
  }
}
