package org.sluice.gold.influx;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.influxdb.InfluxDBException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * From InfluxDB's errors, which carry no status but only words, to faults. The words hold names and
 * lines of users as well, so they are told by how they begin, or by their end where a path comes
 * first; the client's own subclasses are found by words anywhere and tell nothing.
 */
final class InfluxFaults {
  /** What it says, as it is or as the body of an answer. */
  private static final String SAID = "^(?:\\{\"error\":\")?";

  /** Who says it, where a write is refused. */
  private static final String WITHIN =
      "(?:(?:partial write|write failed|engine): |\\[shard \\d+\\] )*";

  /** The page of a proxy, up to its status. */
  private static final String PAGE = "^(?:<[\\s\\S]{0,1000}?(?:title|h1)>\\s*)?";

  private static final Pattern DENIED =
      Pattern.compile(
          SAID
              + "(?:authorization(?: failed|:)|error authorizing|unauthorized"
              + "|unable to parse [a-z ]+credentials|username required|user is required"
              + "|create admin user first|\"[^\"]*\" user is not authorized)"
              + "|^\\{\"code\":\"unauthorized\"|"
              + PAGE
              + "40[13]\\b");

  /** The second is what InfluxDB 2.x says of a bucket that there is not. */
  private static final Pattern MISSING =
      Pattern.compile(SAID + "(?:database not found|default retention policy not set for)");

  private static final Pattern PASSES =
      Pattern.compile(
          SAID
              + WITHIN
              + "(?:timeout|engine is closed|cache-max-memory|hinted handoff)"
              + "|no space left on device(?:\"\\})?$|"
              + PAGE
              + "50[0234]\\b");

  private InfluxFaults() {}

  static boolean databaseMissing(Throwable e) {
    InfluxDBException said = said(e);
    return said != null && MISSING.matcher(lower(said)).find();
  }

  static FaultException of(String place, Throwable e) {
    InfluxDBException said = said(e);
    if (said == null || unreachable(e)) {
      return fault(Fault.GOLD_UNREACHABLE, place, e);
    }
    String words = lower(said);
    if (DENIED.matcher(words).find()) {
      return fault(Fault.ACCESS_DENIED, place, said);
    }
    return fault(
        PASSES.matcher(words).find() ? Fault.GOLD_UNREACHABLE : Fault.GOLD_REJECTED, place, said);
  }

  private static FaultException fault(Fault fault, String place, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what =
        switch (fault) {
          case GOLD_UNREACHABLE -> " cannot be reached: ";
          case ACCESS_DENIED -> " lets us not in: ";
          default -> " refused the points: ";
        };
    return new FaultException(fault, "InfluxDB, " + place + "," + what + words(root), e);
  }

  private static String lower(InfluxDBException said) {
    return String.valueOf(said.getMessage()).strip().toLowerCase(Locale.ROOT);
  }

  private static String words(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean unreachable(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static InfluxDBException said(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof InfluxDBException said) {
        return said;
      }
    }
    return null;
  }
}
