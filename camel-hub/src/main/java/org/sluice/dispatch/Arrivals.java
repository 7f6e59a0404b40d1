package org.sluice.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.event.JournalProgress;
import org.sluice.event.ObjectEvent;

/** What comes from {@code lake.events}: each record is registered, noted, or set aside. */
final class Arrivals {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Consumer<List<Registry.Incoming>> register;
  private final Consumer<List<JournalProgress>> note;
  private final RefusedEvents refused;

  /** What a journal's shipper told, and the record that it came as. */
  private record Told(JournalProgress progress, ConsumerRecord<String, String> record) {}

  /**
   * @param register registers and queues events; done twice, it is as if done once
   * @param note notes what was told of journals, likewise
   */
  Arrivals(
      Consumer<List<Registry.Incoming>> register,
      Consumer<List<JournalProgress>> note,
      RefusedEvents refused) {
    this.register = register;
    this.note = note;
    this.refused = refused;
  }

  /**
   * @throws RuntimeException when all of them are to be handed over again
   */
  void handle(Iterable<ConsumerRecord<String, String>> records) {
    List<Registry.Incoming> events = new ArrayList<>();
    List<Told> told = new ArrayList<>();
    for (ConsumerRecord<String, String> record : records) {
      try {
        JsonNode event = JSON.readTree(record.value());
        if (JournalProgress.is(event)) {
          told.add(new Told(JournalProgress.of(event), record));
        } else {
          events.add(new Registry.Incoming(ObjectEvent.of(event), record.value()));
        }
      } catch (JsonProcessingException | RuntimeException e) {
        aside(record, e);
      }
    }
    OneByOne.each(events, register, (one, e) -> refused.put(one.event(), one.json(), e));
    OneByOne.each(
        told,
        some -> note.accept(some.stream().map(Told::progress).toList()),
        (one, e) -> aside(one.record(), e));
  }

  private void aside(ConsumerRecord<String, String> record, Exception why) {
    refused.put(
        record.topic() + "/" + record.partition() + "/" + record.offset(), record.value(), why);
  }
}
