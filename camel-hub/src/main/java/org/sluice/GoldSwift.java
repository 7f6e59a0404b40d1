package org.sluice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.sluice.event.ObjectKey;
import org.sluice.gold.objects.DerivedObject;
import org.sluice.gold.objects.ObjectStore;
import org.sluice.swift.RawObject;
import org.sluice.swift.StoredObjects;
import org.sluice.swift.Upload;

/** Swift as the sinks see it, who know nothing of it. */
final class GoldSwift implements ObjectStore {
  private final StoredObjects swift;

  GoldSwift(StoredObjects swift) {
    this.swift = swift;
  }

  @Override
  public Optional<Stored> head(ObjectKey key) {
    return swift.head(key).map(GoldSwift::stored);
  }

  private static Stored stored(RawObject object) {
    try (object) {
      return new Stored(object.etag(), object.contentType(), object.userMeta());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean put(DerivedObject object, boolean fresh) {
    return swift.put(
        object.key(),
        new Upload(object.content().size(), object.content()::open),
        object.content().etag(),
        object.contentType(),
        object.from().userMeta(),
        fresh);
  }

  @Override
  public void post(DerivedObject object) {
    swift.post(object.key(), object.contentType(), object.from().userMeta());
  }

  @Override
  public boolean delete(ObjectKey key) {
    return swift.delete(key);
  }
}
