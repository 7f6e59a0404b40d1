package org.sluice.gold.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.Set;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** From MongoDB's errors to faults. */
final class MongoFaults {
  private static final Set<Integer> DENIED_CODES = Set.of(13, 18);

  private MongoFaults() {}

  static FaultException of(String place, Throwable e) {
    Throwable said = e;
    while (!(said instanceof MongoException) && said.getCause() != null) {
      said = said.getCause();
    }
    if (said instanceof MongoSecurityException
        || (said instanceof MongoCommandException command
            && DENIED_CODES.contains(command.getErrorCode()))) {
      return fault(Fault.ACCESS_DENIED, "lets us not in", place, said);
    }
    if (passes(said)) {
      return fault(Fault.GOLD_UNREACHABLE, "cannot be reached", place, said);
    }
    return fault(Fault.GOLD_REJECTED, "refused the documents", place, said);
  }

  private static boolean passes(Throwable e) {
    return e instanceof MongoSocketException
        || e instanceof MongoTimeoutException
        || e instanceof MongoNotPrimaryException
        || e instanceof MongoNodeIsRecoveringException
        || e instanceof MongoInterruptedException
        || e instanceof MongoWriteConcernException
        || (e instanceof MongoException mongo && mongo.hasErrorLabel("RetryableWriteError"));
  }

  private static FaultException fault(Fault fault, String what, String place, Throwable e) {
    return new FaultException(fault, "MongoDB, " + place + ", " + what + ": " + e.getMessage(), e);
  }
}
