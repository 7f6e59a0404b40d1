package org.sluice.gold.neo4j;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.TransientException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** From Neo4j's errors to faults. */
final class Neo4jFaults {
  /** What two runs that meet at one object do to each other. */
  private static final String MET = "Neo.ClientError.Statement.EntityNotFound";

  /** Two that make one node at once do this as well; where it stays, it is the record's fault. */
  private static final String CONSTRAINT = "Neo.ClientError.Schema.ConstraintValidationFailed";

  /** What a server says of a transaction that it has ended, as its time was over. */
  private static final Set<String> TIMED_OUT =
      Set.of(
          "Neo.ClientError.Transaction.TransactionTimedOut",
          "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
          "Neo.ClientError.Transaction.LockClientStopped",
          "Neo.ClientError.Transaction.Terminated");

  /** One that waits for a lock would else hold up all that is written behind it. */
  static final TransactionConfig LIMIT =
      TransactionConfig.builder().withTimeout(Duration.ofSeconds(60)).build();

  private Neo4jFaults() {}

  /** Whether it is worth another attempt at once. */
  static boolean collision(Neo4jException e) {
    return met(e) || CONSTRAINT.equals(e.code());
  }

  private static boolean met(Neo4jException e) {
    return e instanceof TransientException || MET.equals(e.code());
  }

  static boolean isTimeOut(Neo4jException e) {
    return TIMED_OUT.contains(e.code());
  }

  /** What it is once no attempt is left. */
  static FaultException of(String what, Neo4jException e) {
    if (e instanceof SecurityException) {
      return fault(Fault.ACCESS_DENIED, "Neo4j lets us not in: ", e);
    }
    if (isTimeOut(e)) {
      return fault(Fault.GOLD_UNREACHABLE, "Neo4j took too long: ", e);
    }
    if (e instanceof RetryableException
        || !(e instanceof ClientException)
        || e.getCause() instanceof TimeoutException
        || met(e)) {
      return fault(Fault.GOLD_UNREACHABLE, "Neo4j cannot be reached: ", e);
    }
    return fault(Fault.GOLD_REJECTED, "Neo4j refused " + what + ": ", e);
  }

  private static FaultException fault(Fault fault, String begin, Neo4jException e) {
    return new FaultException(fault, begin + e.getMessage(), e);
  }
}
