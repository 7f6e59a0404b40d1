package org.sluice.gold.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sluice.event.Names;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;
import org.sluice.run.GoldPlace;
import org.sluice.run.RunView;

/**
 * From readings to points. Where they come from stands in the fields {@code sluice_object}, {@code
 * sluice_version} and {@code sluice_route}, never in tags: series must not grow with objects.
 *
 * <p>InfluxDB's line protocol has no way to write a line break, or a backslash before certain
 * letters, in a name or tag: such a reading is refused, by its number, rather than changed.
 */
final class PointMapping {
  static final String SERVICE = "influxdb";
  static final String OBJECT = "sluice_object";
  static final String VERSION = "sluice_version";
  static final String ROUTE = "sluice_route";

  private static final Set<String> TAKEN = Set.of("time", OBJECT, VERSION, ROUTE);
  private static final Pattern CANNOT_BE_WRITTEN =
      Pattern.compile("[\\r\\n\\x00]|\\\\(?=[ ,=\"\\\\]|$)");

  private PointMapping() {}

  /**
   * @param run told of readings that cannot be written
   */
  static PointBatch batch(List<Reading> readings, Provenance from, RunView run) {
    Map<String, String> provenance =
        Map.of(OBJECT, from.object(), VERSION, from.version(), ROUTE, from.route());
    List<Reading> points = new ArrayList<>(readings.size());
    long number = run.recordsBefore();
    for (Reading reading : readings) {
      number++;
      try {
        check(reading);
        points.add(reading.with(provenance));
      } catch (IllegalArgumentException e) {
        run.reject(
            new FaultException(
                Fault.RECORD_INVALID, "Reading " + number + " has " + e.getMessage() + ".", e));
      }
    }
    return new PointBatch(Names.influxDatabase(from.project()), points);
  }

  /** A place a measurement, from its first time to its last. */
  static List<GoldPlace> places(PointBatch batch) {
    Map<String, long[]> ranges = new TreeMap<>();
    for (Reading reading : batch.points()) {
      long time = nanos(reading);
      long[] range = ranges.computeIfAbsent(reading.measurement(), m -> new long[] {time, time});
      range[0] = Math.min(range[0], time);
      range[1] = Math.max(range[1], time);
    }
    List<GoldPlace> places = new ArrayList<>();
    ranges.forEach(
        (measurement, range) ->
            places.add(
                new GoldPlace(SERVICE, batch.database(), measurement, "", range[0], range[1])));
    return places;
  }

  static long nanos(Reading reading) {
    return Math.addExact(
        Math.multiplyExact(reading.time().getEpochSecond(), 1_000_000_000L),
        reading.time().getNano());
  }

  private static void check(Reading reading) {
    writable("measurement", reading.measurement());
    if (reading.measurement().indexOf('=') >= 0) {
      // InfluxDB 1.6 with its tsi1 index takes such a name and never shows its points again.
      throw new IllegalArgumentException(
          "a measurement '" + reading.measurement() + "', which holds an equals sign");
    }
    reading
        .tags()
        .forEach(
            (tag, value) -> {
              free("tag", tag);
              writable("tag", tag);
              if (!isWritable(value)) {
                throw refused("tag '" + tag + "' with the value", value);
              }
            });
    reading
        .fields()
        .forEach(
            (field, value) -> {
              free("field", field);
              writable("field", field);
              if (value instanceof Double number && !Double.isFinite(number)) {
                throw new IllegalArgumentException("a field '" + field + "' that is " + number);
              }
            });
  }

  private static void free(String what, String name) {
    if (TAKEN.contains(name)) {
      throw new IllegalArgumentException(
          "a " + what + " '" + name + "', a name that InfluxDB or Sluice keeps for itself");
    }
  }

  /** Whether it holds anything that the pattern begins with: most names do not. */
  private static boolean isOdd(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < ' ' || name.charAt(i) == '\\') {
        return true;
      }
    }
    return false;
  }

  private static void writable(String what, String name) {
    if (!isWritable(name)) {
      throw refused(what, name);
    }
  }

  private static boolean isWritable(String name) {
    return !name.isEmpty() && !(isOdd(name) && CANNOT_BE_WRITTEN.matcher(name).find());
  }

  private static IllegalArgumentException refused(String what, String name) {
    return new IllegalArgumentException(
        "a " + what + " that InfluxDB cannot take: '" + name.replaceAll("\\p{Cntrl}", "?") + "'");
  }
}
