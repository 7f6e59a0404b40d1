package org.sluice.gold.influx;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.influxdb.InfluxDBException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** From InfluxDB's errors, which carry no status but only words, to faults. */
final class InfluxFaults {
  private static final Pattern DENIED =
      Pattern.compile("authoriz|authentication|credentials|user is required|username required");

  /** The second is what InfluxDB 2.x says of a bucket that there is not. */
  private static final Pattern MISSING =
      Pattern.compile("database not found|default retention policy not set for");

  private static final Pattern PASSES =
      Pattern.compile(
          "^timeout|engine is closed|cache-max-memory|hinted handoff|no space|\\b50[0234]\\b");

  private InfluxFaults() {}

  static boolean databaseMissing(Throwable e) {
    InfluxDBException said = said(e);
    return said instanceof InfluxDBException.DatabaseNotFoundException
        || (said != null && MISSING.matcher(String.valueOf(said.getMessage())).find());
  }

  static FaultException of(String place, Throwable e) {
    InfluxDBException said = said(e);
    if (said == null || unreachable(e)) {
      return fault(Fault.GOLD_UNREACHABLE, place, e);
    }
    String words = String.valueOf(said.getMessage()).toLowerCase(Locale.ROOT);
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
