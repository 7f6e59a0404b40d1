package org.sluice.gold.neo4j;

import java.util.Set;
import java.util.concurrent.TimeoutException;
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
  private static final Set<String> MET =
      Set.of(
          "Neo.ClientError.Statement.EntityNotFound",
          "Neo.ClientError.Schema.ConstraintValidationFailed");

  private Neo4jFaults() {}

  static boolean collision(Neo4jException e) {
    return e instanceof TransientException || MET.contains(e.code());
  }

  static FaultException of(String what, Neo4jException e) {
    if (e instanceof SecurityException) {
      return fault(Fault.ACCESS_DENIED, "Neo4j lets us not in: ", e);
    }
    if (e instanceof RetryableException
        || !(e instanceof ClientException)
        || e.getCause() instanceof TimeoutException
        || collision(e)) {
      return fault(Fault.GOLD_UNREACHABLE, "Neo4j cannot be reached: ", e);
    }
    return fault(Fault.GOLD_REJECTED, "Neo4j refused " + what + ": ", e);
  }

  private static FaultException fault(Fault fault, String begin, Neo4jException e) {
    return new FaultException(fault, begin + e.getMessage(), e);
  }
}
