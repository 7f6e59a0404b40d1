package org.sluice.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Waiting;
import org.sluice.event.ObjectEvent;

/** Takes up events that wait, when what they wait for has come or their time is over. */
public final class DelayedEvents implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DelayedEvents.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 250;

  private final Waiting waiting;
  private final Registry registry;
  private final ToolDocuments tools;
  private final Statuses statuses;
  private final RefusedEvents refused;
  private final BooleanSupplier may;
  private volatile boolean stopping;

  /**
   * @param may whether this hub's routes are the lake's
   */
  DelayedEvents(
      Waiting waiting,
      Registry registry,
      ToolDocuments tools,
      Statuses statuses,
      RefusedEvents refused,
      BooleanSupplier may) {
    this.waiting = waiting;
    this.registry = registry;
    this.tools = tools;
    this.statuses = statuses;
    this.refused = refused;
    this.may = may;
  }

  @Override
  public void run() {
    Pause pause = new Pause(LONGEST_PAUSE);
    while (!stopping) {
      try {
        turn();
        pause.reset();
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Events that wait are looked at again: {}", e.toString());
        pause.longer();
      }
    }
  }

  void turn() {
    List<Waiting.Entry> entries = waiting.all();
    if (!entries.isEmpty() && may.getAsBoolean()) {
      entries.forEach(this::look);
    }
  }

  private void look(Waiting.Entry entry) {
    Registry.Incoming incoming;
    try {
      incoming = new Registry.Incoming(ObjectEvent.of(JSON.readTree(entry.event())), entry.event());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      refused.put("log.waiting/" + entry.eventId(), entry.event(), e);
      waiting.remove(entry);
      return;
    }
    OneByOne.each(
        List.of(incoming),
        one -> look(entry, incoming),
        (one, why) -> {
          refused.put(one.event(), one.json(), why);
          waiting.remove(entry);
        });
  }

  private void look(Waiting.Entry entry, Registry.Incoming incoming) {
    ObjectEvent event = incoming.event();
    boolean due = Instant.now().isAfter(entry.due());
    switch (entry.why()) {
      case Waiting.LATE_DOCUMENT -> {
        boolean merged = tools.merge(event.key());
        if (merged) {
          statuses.refresh(List.of(event.key()));
        }
        if (merged || due) {
          waiting.remove(entry);
        }
      }
      case Waiting.TOOL_DOCUMENT -> {
        if (!tools.mayCome(event.key())) {
          registry.register(List.of(incoming));
          waiting.remove(entry);
        } else if (due) {
          registry.registerWithoutDocument(incoming);
        }
      }
      default -> {
        if (due) {
          registry.register(List.of(incoming));
          waiting.remove(entry);
        }
      }
    }
  }

  public void stop() {
    stopping = true;
  }
}
