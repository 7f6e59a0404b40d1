package org.sluice.gold.kafka;

import java.util.List;
import java.util.Map;

/**
 * Records of one object on their way to a topic: all of them or, of a large object, some.
 *
 * @param headers that all of them have
 */
public record TopicBatch(String topic, Map<String, String> headers, List<Message> messages) {
  /**
   * A record.
   *
   * @param key by which Kafka chooses its partition, and compacts
   * @param id made from object, route and position: the same each time that it is sent
   * @param value JSON
   */
  public record Message(String key, String id, String value) {}
}
