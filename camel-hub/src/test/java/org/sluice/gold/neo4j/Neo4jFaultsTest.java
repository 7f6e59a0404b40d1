package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @Test
  void aConstraintIsTriedAgainAndThenTheRecordsFault() {
    String constraint = "Neo.ClientError.Schema.ConstraintValidationFailed";
    assertTrue(Neo4jFaults.collision(new ClientException(constraint, "said so")));
    assertEquals(Fault.GOLD_REJECTED, fault(constraint));
    String met = "Neo.ClientError.Statement.EntityNotFound";
    assertTrue(Neo4jFaults.collision(new ClientException(met, "said so")));
    assertEquals(Fault.GOLD_UNREACHABLE, fault(met));
  }

  private static Fault fault(String code) {
    return Neo4jFaults.of("the records", new ClientException(code, "said so")).fault();
  }
}
