package org.sluice.gold.objects;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sluice.event.ObjectKey;
import org.sluice.run.RunView;

/**
 * What all sinks of a route make of one object: none makes another's anew. A step that Camel does
 * again makes its own again, under the same positions, and that is one object.
 */
final class Claims {
  private record Maker(ObjectSink sink, long position) {}

  private final Map<ObjectKey, Maker> makers = new HashMap<>();
  private final Map<ObjectSink, Integer> counts = new HashMap<>();
  private final Set<ObjectKey> stored = new HashSet<>();

  static Claims of(RunView run) {
    return run.kept(Claims.class, Claims::new);
  }

  /**
   * How many objects the sink makes by now, this one included.
   *
   * @throws IllegalArgumentException when it is another record's or sink's
   */
  synchronized int take(ObjectKey key, ObjectSink sink, long position) {
    Maker maker = new Maker(sink, position);
    Maker first = makers.putIfAbsent(key, maker);
    if (first != null && !first.equals(maker)) {
      throw new IllegalArgumentException(
          "makes '"
              + key.container()
              + "/"
              + key.object()
              + "', as another record or sink of the route does");
    }
    return counts.merge(sink, first == null ? 1 : 0, Integer::sum);
  }

  /** Whether it is the first time that this one is stored. */
  synchronized boolean stored(ObjectKey key) {
    return stored.add(key);
  }
}
