package org.sluice.gold.influx;

import java.util.HashMap;
import java.util.Map;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * The types that fields have so far. In InfluxDB a field of a measurement has that of its first
 * point, and a point with another is refused; to be asked where there is no InfluxDB.
 */
public final class FieldTypes {
  private record Field(String database, String measurement, String name) {}

  private final Map<Field, String> types = new HashMap<>();

  /** Why InfluxDB would refuse a point; null where it would not, and its types then hold. */
  public FaultException refusal(String database, Reading point) {
    for (Map.Entry<String, Object> each : point.fields().entrySet()) {
      String type = type(each.getValue());
      String there =
          types.getOrDefault(new Field(database, point.measurement(), each.getKey()), type);
      if (!there.equals(type)) {
        return new FaultException(
            Fault.GOLD_REJECTED,
            ("InfluxDB, database %s, refused the points: partial write: field type conflict: input"
                    + " field \"%s\" on measurement \"%s\" is type %s, already exists as type %s")
                .formatted(database, each.getKey(), point.measurement(), type, there));
      }
    }
    point
        .fields()
        .forEach(
            (name, value) ->
                types.put(new Field(database, point.measurement(), name), type(value)));
    return null;
  }

  /** Forgets them all. */
  public void clear() {
    types.clear();
  }

  private static String type(Object value) {
    return value instanceof Boolean ? "boolean" : value instanceof Number ? "float" : "string";
  }
}
