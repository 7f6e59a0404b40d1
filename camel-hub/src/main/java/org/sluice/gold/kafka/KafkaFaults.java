package org.sluice.gold.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** From Kafka's errors to faults. */
final class KafkaFaults {
  private KafkaFaults() {}

  static FaultException of(String brokers, String topic, Throwable e) {
    Throwable said = e instanceof IllegalStateException && e.getCause() != null ? e.getCause() : e;
    String what = "Kafka, " + brokers + ", topic " + topic + ",";
    if (said instanceof RecordTooLargeException
        || said instanceof RecordBatchTooLargeException
        || said instanceof SerializationException) {
      return fault(Fault.GOLD_REJECTED, what + " refused the record", said);
    }
    if (said instanceof AuthenticationException || said instanceof AuthorizationException) {
      return fault(Fault.ACCESS_DENIED, what + " lets us not in", said);
    }
    if (said instanceof InvalidTopicException
        || said instanceof PolicyViolationException
        || said instanceof InvalidConfigurationException) {
      return fault(Fault.SETTING_INVALID, what + " cannot be written to", said);
    }
    return fault(Fault.GOLD_UNREACHABLE, what + " did not acknowledge", said);
  }

  private static FaultException fault(Fault fault, String what, Throwable e) {
    String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new FaultException(fault, what + ": " + words, e);
  }
}
