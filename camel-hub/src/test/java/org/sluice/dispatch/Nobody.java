package org.sluice.dispatch;

import java.util.Map;
import java.util.Properties;

/** A Kafka that is not there, and that soon is known not to be. */
final class Nobody {
  private Nobody() {}

  static KafkaClients clients() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "request.timeout.ms", "300",
            "default.api.timeout.ms", "300",
            "max.block.ms", "300",
            "reconnect.backoff.ms", "60000",
            "reconnect.backoff.max.ms", "60000"));
    return new KafkaClients("127.0.0.1:1", properties);
  }
}
