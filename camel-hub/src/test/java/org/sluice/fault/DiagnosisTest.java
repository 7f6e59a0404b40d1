package org.sluice.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.junit.jupiter.api.Test;

/** Which failures pass by themselves, and which are of what was being done. */
class DiagnosisTest {
  private static final ServerAddress SERVER = new ServerAddress();

  private static MongoCommandException command(int code) {
    return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), SERVER);
  }

  private static MongoBulkWriteException bulk(WriteConcernError concern, int... codes) {
    List<BulkWriteError> errors =
        Arrays.stream(codes)
            .mapToObj(code -> new BulkWriteError(code, "no", new BsonDocument(), 0))
            .toList();
    return new MongoBulkWriteException(
        BulkWriteResult.unacknowledged(), errors, concern, SERVER, Set.of());
  }

  private static void isOf(Fault fault, Throwable cause) {
    assertEquals(fault, Diagnosis.fault(cause));
    assertEquals(fault, Diagnosis.fault(new IllegalStateException("around it", cause)));
  }

  @Test
  void whatMongoRefusesIsOfWhatWasToBeWritten() {
    isOf(Fault.CATALOGUE_REFUSED, command(73));
    isOf(
        Fault.CATALOGUE_REFUSED,
        new MongoWriteException(
            new WriteError(10334, "too large", new BsonDocument()), SERVER, Set.of()));
    isOf(Fault.CATALOGUE_REFUSED, bulk(null, 11600, 17280));
    isOf(Fault.CATALOGUE_REFUSED, new BsonMaximumSizeExceededException("too large"));
    assertFalse(Diagnosis.passes(command(73)));
  }

  @Test
  void whatIsOfTheServersStatePasses() {
    isOf(Fault.CATALOGUE_UNREACHABLE, new MongoTimeoutException("nobody"));
    isOf(
        Fault.CATALOGUE_UNREACHABLE,
        new MongoSocketReadException("gone", SERVER, new java.io.IOException()));
    isOf(
        Fault.CATALOGUE_UNREACHABLE,
        new MongoNotPrimaryException(new BsonDocument("code", new BsonInt32(10107)), SERVER));
    isOf(Fault.CATALOGUE_UNREACHABLE, command(112));
    isOf(Fault.CATALOGUE_UNREACHABLE, command(14031));
    isOf(Fault.CATALOGUE_UNREACHABLE, bulk(null, 11600));
    isOf(
        Fault.CATALOGUE_UNREACHABLE,
        bulk(new WriteConcernError(64, "timeout", "late", new BsonDocument())));
    MongoCommandException again = command(8);
    again.addLabel("RetryableWriteError");
    isOf(Fault.CATALOGUE_UNREACHABLE, again);
    assertTrue(Diagnosis.passes(again));
  }

  @Test
  void whatAnOperatorMendsPassesToo() {
    isOf(Fault.ACCESS_DENIED, command(13));
    isOf(Fault.ACCESS_DENIED, new MongoSecurityException(null, "no"));
    isOf(Fault.ACCESS_DENIED, new TopicAuthorizationException("no"));
    assertTrue(Diagnosis.passes(command(18)));
  }

  @Test
  void kafkaPassesButForTheRecordItself() {
    isOf(Fault.SERVICE_UNREACHABLE, new TimeoutException());
    isOf(Fault.SERVICE_UNREACHABLE, new WakeupException());
    isOf(Fault.SERVICE_UNREACHABLE, new java.util.concurrent.TimeoutException());
    isOf(Fault.UNEXPECTED, new RecordTooLargeException());
    assertFalse(Diagnosis.passes(new RecordTooLargeException()));
  }

  @Test
  void whoIsInterruptedWasNotRefused() {
    assertTrue(Diagnosis.passes(new IllegalStateException("queueing", new InterruptedException())));
  }

  @Test
  void allElseIsABugAndStays() {
    assertEquals(Fault.UNEXPECTED, Diagnosis.fault(new NullPointerException()));
    assertFalse(Diagnosis.passes(new NullPointerException()));
    assertEquals(
        "java.lang.NullPointerException", Diagnosis.message(new NullPointerException(null)));
  }
}
