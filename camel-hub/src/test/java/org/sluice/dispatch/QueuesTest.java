package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;

/** Queues of a hub that ends. */
class QueuesTest {
  @Test
  void whatAHubThatEndsDoesNotQueueIsNoFaultOfTheEvent() {
    KafkaClients nobody = Nobody.clients();
    Topics topics = new Topics(nobody, 1, 1, 1);
    Queues queues = new Queues(new RouteTable(), topics, null, null, null, null, nobody);
    queues.close();
    ProducerRecord<String, String> record = new ProducerRecord<>("lake.route.r", "k", "v");
    FaultException e = assertThrows(FaultException.class, () -> queues.deliver(List.of(record)));
    assertTrue(Diagnosis.passes(e), e.toString());
  }
}
