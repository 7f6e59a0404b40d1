package org.sluice.gold.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** A Swift in memory, which notes what it is asked to change. */
final class MemoryStore implements ObjectStore {
  final Map<String, Stored> objects = new TreeMap<>();
  final Map<String, String> contents = new TreeMap<>();
  final List<String> changes = new ArrayList<>();

  /** What comes between a look and the PUT that follows it; once. */
  Runnable meanwhile = () -> {};

  /** The object at whose PUT Swift does not answer; once. */
  String silentAt = "";

  @Override
  public Optional<Stored> head(ObjectKey key) {
    return Optional.ofNullable(objects.get(path(key)));
  }

  @Override
  public boolean put(DerivedObject object, boolean fresh) {
    Runnable first = meanwhile;
    meanwhile = () -> {};
    first.run();
    String path = path(object.key());
    if (path.equals(silentAt)) {
      silentAt = "";
      changes.add("503 " + path);
      throw new FaultException(Fault.SWIFT_UNREACHABLE, "Swift answers 503");
    }
    if (fresh && objects.containsKey(path)) {
      changes.add("412 " + path);
      return false;
    }
    changes.add("PUT " + path);
    keep(object, object.content().etag());
    try (var in = object.content().open()) {
      contents.put(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public void post(DerivedObject object) {
    changes.add("POST " + path(object.key()));
    keep(object, objects.get(path(object.key())).etag());
  }

  private void keep(DerivedObject object, String etag) {
    objects.put(
        path(object.key()), new Stored(etag, object.contentType(), object.from().userMeta()));
  }

  @Override
  public boolean delete(ObjectKey key) {
    changes.add("DELETE " + path(key));
    return objects.remove(path(key)) != null;
  }

  /** A user's own object. */
  void users(String path) {
    objects.put(path, new Stored("e", "text/plain", Map.of()));
  }

  /** Container and name. */
  private static String path(ObjectKey key) {
    return key.container() + "/" + key.object();
  }
}
