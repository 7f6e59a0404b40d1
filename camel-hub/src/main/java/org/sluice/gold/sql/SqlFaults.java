package org.sluice.gold.sql;

import java.sql.SQLException;
import java.util.Set;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** From PostgreSQL's errors to faults, by SQLSTATE. */
final class SqlFaults {
  private static final String PRIVILEGE = "42501";
  private static final Set<String> MISSING = Set.of("42P01", "3F000");

  private SqlFaults() {}

  static FaultException of(String place, SQLException e) {
    String state = state(e);
    String kind = state.substring(0, 2);
    return switch (kind) {
      case "28" -> fault(Fault.ACCESS_DENIED, "lets us not in", place, e);
      case "3D", "3F" -> fault(Fault.SETTING_INVALID, "has no such place", place, e);
      case "42" ->
          state.equals(PRIVILEGE)
              ? fault(Fault.ACCESS_DENIED, "does not permit it", place, e)
              : fault(Fault.SETTING_INVALID, "is not as the sink needs it", place, e);
      // No state at all is a connection that broke, or none that was free.
      case "00", "08" -> fault(Fault.GOLD_UNREACHABLE, "cannot be reached", place, e);
      case "25", "40", "53", "55", "57", "58", "F0", "XX" ->
          fault(Fault.GOLD_UNREACHABLE, "does not do it now", place, e);
      default -> fault(Fault.GOLD_REJECTED, "refused the rows", place, e);
    };
  }

  /** Whether there is no such table, or no schema for it. */
  static boolean isMissing(SQLException e) {
    return MISSING.contains(state(e));
  }

  /** The state of the deepest cause: a pool tells of its own trouble first. */
  static String state(SQLException e) {
    String state = deepest(e).getSQLState();
    return state == null || state.length() != 5 ? "00000" : state;
  }

  /** On one line. */
  static String said(SQLException e) {
    return String.valueOf(deepest(e).getMessage()).strip().replaceAll("\\s*\\n\\s*", ". ");
  }

  private static SQLException deepest(SQLException e) {
    SQLException deepest = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        deepest = sql;
      }
    }
    return deepest;
  }

  private static FaultException fault(Fault fault, String what, String place, SQLException e) {
    return new FaultException(fault, "PostgreSQL, " + place + ", " + what + ": " + said(e), e);
  }
}
