package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

class SingleQueryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM a",
        "  select * from a ;",
        "SHOW MEASUREMENTS",
        "SELECT * FROM a WHERE o = 'x; DROP DATABASE y'",
        "SELECT * FROM \"INTO\" WHERE o = 'a \\' into b'",
        "SELECT * FROM /cpu.*/",
        "SELECT a / b FROM c",
        "SELECT * FROM a WHERE o = 'p/q -- r'",
      })
  void whatReadsPasses(String query) {
    assertEquals(query.replace(";", "").strip().length() > 0, !SingleQuery.of(query).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DROP DATABASE a",
        "SELECTED",
        "SELECT * FROM a; DROP DATABASE b",
        "SELECT * INTO b FROM a",
        "SELECT * iNtO b FROM a",
        "SELECT v FROM /a'/; DROP DATABASE x --'",
        "SELECT v FROM a --'\n; DROP DATABASE x --'",
        "SELECT v FROM a /*'*/; DROP DATABASE x --'",
        "SELECT * FROM a WHERE t =~ /'/ AND o = ' ; DROP DATABASE x'",
        "EXPLAIN SELECT * FROM a",
      })
  void whatMayWriteIsRefused(String query) {
    FaultException e = assertThrows(FaultException.class, () -> SingleQuery.of(query));
    assertEquals(Fault.QUERY_INVALID, e.fault());
  }
}
