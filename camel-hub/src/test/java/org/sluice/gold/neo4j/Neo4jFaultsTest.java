package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ClientException;
import org.sluice.fault.Fault;

class Neo4jFaultsTest {
  @Test
  void aTransactionWhoseTimeIsOverIsNoFaultOfTheRecords() {
    assertEquals(
        Fault.GOLD_UNREACHABLE,
        fault("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"));
    assertEquals(Fault.GOLD_UNREACHABLE, fault("Neo.ClientError.Transaction.Terminated"));
    assertEquals(Fault.GOLD_REJECTED, fault("Neo.ClientError.Statement.TypeError"));
  }

  private static Fault fault(String code) {
    return Neo4jFaults.of("the records", new ClientException(code, "said so")).fault();
  }
}
