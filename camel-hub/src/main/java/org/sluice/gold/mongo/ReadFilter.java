package org.sluice.gold.mongo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/** A filter as a reader gives it: JSON without operators that run a program in the server. */
final class ReadFilter {
  private static final Set<String> RUN_PROGRAMS = Set.of("$where", "$function", "$accumulator");

  private ReadFilter() {}

  /**
   * @throws IllegalArgumentException when the filter runs a program
   * @throws org.bson.json.JsonParseException when it is no JSON
   */
  static Document of(String json) {
    Document filter = json.isEmpty() ? new Document() : Document.parse(json);
    check(filter);
    return filter;
  }

  private static void check(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            if (RUN_PROGRAMS.contains(key)) {
              throw new IllegalArgumentException("the operator " + key + " is not permitted");
            }
            check(each);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(ReadFilter::check);
    }
  }
}
