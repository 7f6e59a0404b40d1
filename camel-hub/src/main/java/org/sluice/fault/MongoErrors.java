package org.sluice.fault;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.bulk.BulkWriteError;
import java.util.List;
import java.util.Set;

/** Tells MongoDB's errors apart, for all who ask it. */
public final class MongoErrors {
  /** Unauthorized, AuthenticationFailed. */
  private static final Set<Integer> DENIED = Set.of(13, 18);

  /**
   * Of the server's state or of a moment, not of what was asked: errors that drivers repeat, time
   * limits, conflicts, cursors and locks lost, no room on the disk or in memory.
   */
  private static final Set<Integer> PASSING =
      Set.of(
          6, 7, 24, 43, 46, 50, 63, 64, 89, 91, 100, 112, 133, 134, 146, 150, 175, 189, 202, 234,
          237, 246, 251, 262, 365, 9001, 10058, 10107, 11600, 11601, 11602, 13388, 13435, 13436,
          14031);

  private MongoErrors() {}

  /** Whether it does not let us in. */
  public static boolean denies(Throwable e) {
    return e instanceof MongoSecurityException
        || (e instanceof MongoServerException answer && DENIED.contains(answer.getCode()));
  }

  /**
   * Whether the same may go well a moment later. What the server did not answer may; what it
   * refused does not, but for errors that are of its state.
   */
  public static boolean passes(Throwable e) {
    if (!(e instanceof MongoException mongo)) {
      return false;
    }
    if (!(e instanceof MongoServerException)
        || e instanceof MongoNotPrimaryException
        || e instanceof MongoNodeIsRecoveringException
        || e instanceof MongoWriteConcernException
        || mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
        || mongo.hasErrorLabel("RetryableWriteError")) {
      return true;
    }
    if (e instanceof MongoBulkWriteException bulk) {
      List<BulkWriteError> errors = bulk.getWriteErrors();
      return errors.stream().allMatch(error -> PASSING.contains(error.getCode()));
    }
    return PASSING.contains(mongo.getCode());
  }
}
