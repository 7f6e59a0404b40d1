package org.sluice.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.JsonObject;

/**
 * Numbers of traced messages that go up over all contexts: each counts its own from 1, and whoever
 * reads them takes a number below the last for one that it knows.
 */
final class TraceNumbers {
  private static final int KEPT = 20_000;

  private final Map<String, Long> given =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > KEPT;
        }
      };
  private long last;

  /** Renumbers a console's traces; anything else is left as it is. */
  void renumber(String context, Object traces) {
    if (traces instanceof Collection<?> all) {
      List<JsonObject> messages =
          all.stream()
              .filter(JsonObject.class::isInstance)
              .map(JsonObject.class::cast)
              .sorted(Comparator.comparing(message -> message.getLong("uid")))
              .toList();
      for (JsonObject message : messages) {
        String key = context + "/" + message.getLong("uid");
        message.put("uid", given.computeIfAbsent(key, k -> ++last));
      }
    }
  }
}
