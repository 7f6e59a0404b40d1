package org.sluice.gold.kafka;

import java.util.Map;
import org.sluice.fault.FaultException;

/** Sends records to topics. */
public interface TopicWriter {
  /**
   * Returns once Kafka has acknowledged all of them.
   *
   * @return those that Kafka does not take, by their place in the batch; the others are sent
   * @throws FaultException gold-unreachable, access-denied or setting-invalid: nothing is known of
   *     any
   */
  Map<Integer, FaultException> write(TopicBatch batch);

  /** Brokers that it sends to, as they stand on record. */
  String brokers();
}
