package org.sluice.gold.mongo;

import com.mongodb.MongoException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.MongoErrors;

/** From MongoDB's errors to faults. */
final class MongoFaults {
  private MongoFaults() {}

  static FaultException of(String place, Throwable e) {
    Throwable said = e;
    while (!(said instanceof MongoException) && said.getCause() != null) {
      said = said.getCause();
    }
    if (MongoErrors.denies(said)) {
      return fault(Fault.ACCESS_DENIED, "lets us not in", place, said);
    }
    if (MongoErrors.passes(said)) {
      return fault(Fault.GOLD_UNREACHABLE, "cannot be reached", place, said);
    }
    return fault(Fault.GOLD_REJECTED, "refused the documents", place, said);
  }

  private static FaultException fault(Fault fault, String what, String place, Throwable e) {
    return new FaultException(fault, "MongoDB, " + place + ", " + what + ": " + e.getMessage(), e);
  }
}
