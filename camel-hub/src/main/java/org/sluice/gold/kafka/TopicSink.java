package org.sluice.gold.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.shape.Template;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;
import org.sluice.gold.RecordId;
import org.sluice.gold.RecordText;
import org.sluice.gold.Records;
import org.sluice.gold.Sink;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;

/**
 * {@code gold:kafka?topic=NAME&key=TEMPLATE}: sends records, a {@code List<Map<String, Object>>} or
 * readings, as JSON messages to a topic.
 */
public final class TopicSink implements Sink {
  private static final String BLOCK = "kafka-records-sink";

  private final TopicWriter writer;
  private final String topic;
  private final Template key;

  /**
   * @param parameter of the sink's address: topic, key
   * @throws IllegalArgumentException when one is not as it should be, or the topic is the lake's
   */
  public TopicSink(TopicWriter writer, Parameter parameter) {
    this.writer = writer;
    this.topic = parameter.get("topic", "");
    String template = parameter.get("key", "");
    if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
      throw new IllegalArgumentException(
          "parameter 'topic' is '" + topic + "': letters, digits, . _ and - only, at most 249");
    }
    if (topic.startsWith("lake.") || topic.startsWith("__")) {
      throw new IllegalArgumentException(
          "parameter 'topic' is '"
              + topic
              + "': topics that begin with lake. are the lake's own, with __ Kafka's");
    }
    try {
      this.key = template.isEmpty() ? null : new Template(template);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter 'key': " + e.getMessage(), e);
    }
  }

  @Override
  public void write(Object body, RunView run) {
    List<Map<?, ?>> records = Records.plain(body, BLOCK);
    Provenance from = Provenance.of(run);
    String mark = from.mark();
    long next = run.recordsBefore();
    List<TopicBatch.Message> messages = new ArrayList<>(records.size());
    List<Long> positions = new ArrayList<>(records.size());
    for (Map<?, ?> record : records) {
      long position = next++;
      String id = RecordId.of(mark, position);
      Object partition = key == null ? id : key.of(Records.named(record), run.object());
      if (partition == null) {
        run.reject(
            new FaultException(
                Fault.RECORD_INVALID,
                "Record " + (position + 1) + " lacks what 'key' is made of."));
        continue;
      }
      positions.add(position);
      messages.add(new TopicBatch.Message(partition.toString(), id, RecordText.of(record)));
    }
    run.writes(List.of());
    Map<Integer, FaultException> refused =
        writer.write(new TopicBatch(topic, headers(from), messages));
    refused.forEach(
        (place, why) ->
            run.reject(
                new FaultException(
                    why.fault(),
                    "Record " + (positions.get(place) + 1) + ": " + why.getMessage(),
                    why)));
    int left = records.size() - messages.size() + refused.size();
    run.wrote(
        new GoldWrite(
            "kafka", writer.brokers(), topic, records.size() - left, left, written(from)));
  }

  private static Map<String, String> headers(Provenance from) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("sluice-account", from.key().account());
    headers.put("sluice-object", from.object());
    headers.put("sluice-version", from.version());
    headers.put("sluice-route", from.route());
    return headers;
  }

  /** By Kafka's own tool. */
  private String written(Provenance from) {
    return "kafka-console-consumer.sh --bootstrap-server "
        + writer.brokers()
        + " --topic "
        + topic
        + " --from-beginning --property print.headers=true | grep "
        + from.mark();
  }
}
