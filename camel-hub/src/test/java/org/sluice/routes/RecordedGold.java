package org.sluice.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.sluice.event.Reading;
import org.sluice.gold.GoldSinks;

/** In place of the databases: keeps what sinks write, in the form of {@code expected.json}. */
final class RecordedGold {
  private final Map<String, Object> written = new TreeMap<>();

  void register(CamelContext context) {
    GoldSinks.register(
        context,
        batch ->
            written.put(
                "points",
                Map.of(
                    "database",
                    batch.database(),
                    "points",
                    batch.points().stream().map(RecordedGold::point).toList())),
        picture -> {
          written.put(
              "graph",
              Map.of(
                  "image", picture.properties(),
                  "subject", picture.subjects(),
                  "contains", picture.contains()));
          return true;
        },
        batch -> {
          written.put(
              "documents",
              Map.of(
                  "database", batch.database(),
                  "collection", batch.collection(),
                  "documents", new ArrayList<>(batch.documents())));
          return true;
        },
        batch -> {
          written.put(
              "rows",
              Map.of(
                  "schema", batch.schema(),
                  "table", batch.table(),
                  "rows", batch.values()));
          return true;
        });
  }

  Map<String, Object> written() {
    return written;
  }

  void clear() {
    written.clear();
  }

  private static Map<String, Object> point(Reading reading) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("measurement", reading.measurement());
    point.put("time", reading.time().toString());
    point.put("tags", reading.tags());
    point.put("fields", reading.fields());
    return point;
  }
}
