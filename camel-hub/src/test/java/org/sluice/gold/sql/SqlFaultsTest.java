package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** What is done about an error goes by its SQLSTATE. */
class SqlFaultsTest {
  @ParameterizedTest
  @CsvSource({
    "08006, GOLD_UNREACHABLE",
    "53300, GOLD_UNREACHABLE",
    "57P01, GOLD_UNREACHABLE",
    "57P03, GOLD_UNREACHABLE",
    "40001, GOLD_UNREACHABLE",
    "40P01, GOLD_UNREACHABLE",
    "55P03, GOLD_UNREACHABLE",
    "25006, GOLD_UNREACHABLE",
    "XX000, GOLD_UNREACHABLE",
    "22P02, GOLD_REJECTED",
    "22003, GOLD_REJECTED",
    "23514, GOLD_REJECTED",
    "54011, GOLD_REJECTED",
    "28P01, ACCESS_DENIED",
    "28000, ACCESS_DENIED",
    "42501, ACCESS_DENIED",
    "3D000, SETTING_INVALID",
    "42703, SETTING_INVALID",
    "42P10, SETTING_INVALID"
  })
  void aStateIsAFault(String state, Fault fault) {
    assertEquals(fault, SqlFaults.of("gold_p.t", new SQLException("no", state)).fault());
  }

  @Test
  void aPoolsTroubleIsThatOfTheConnectionBehindItOnOneLine() {
    SQLException cause = new SQLException("FATAL: no\n  Detail: it is so", "28P01");
    SQLException pool = new SQLTransientConnectionException("timed out after 5000ms", cause);
    FaultException fault = SqlFaults.of("gold_p.t", pool);
    assertEquals(Fault.ACCESS_DENIED, fault.fault());
    assertEquals(
        "PostgreSQL, gold_p.t, lets us not in: FATAL: no. Detail: it is so", fault.getMessage());
    assertEquals(
        Fault.GOLD_UNREACHABLE,
        SqlFaults.of("p", new SQLTransientConnectionException("timed out")).fault());
  }
}
