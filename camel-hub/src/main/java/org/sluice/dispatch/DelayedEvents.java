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
import org.sluice.event.ObjectKey;

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
  private Waiting.Entry onward;
  private boolean silent;
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
      } catch (RuntimeException | Error e) {
        LOG.warn("Events that wait are looked at again: {}", e.toString());
        pause.longer();
      }
    }
  }

  /**
   * Looks at all that is due, and at some of what may be early: the next turn goes on from there.
   */
  void turn() {
    if (!waiting.any() || !may.getAsBoolean()) {
      return;
    }
    Instant now = Instant.now();
    silent = false;
    Waiting.Entry after = null;
    do {
      Waiting.Page page = waiting.due(now, after);
      page.entries().forEach(this::look);
      after = page.last();
    } while (after != null && !silent && !stopping);
    Waiting.Page early = waiting.early(now, onward);
    early.entries().forEach(this::look);
    onward = early.last();
  }

  private void look(Waiting.Entry entry) {
    Registry.Incoming incoming;
    try {
      ObjectEvent event = ObjectEvent.of(JSON.readTree(entry.event()));
      incoming = new Registry.Incoming(event, entry.event(), entry.since());
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
    if (entry.why().equals(Waiting.LATE_DOCUMENT)) {
      merge(entry, incoming.event().key());
      return;
    }
    if (silent) {
      // Swift left a question of this turn hanging: what is still due comes first in the next.
      return;
    }
    boolean due = Instant.now().isAfter(entry.due());
    boolean ofTool = entry.why().equals(Waiting.TOOL_DOCUMENT);
    if (ofTool && tools.mayCome(incoming.event().key())) {
      if (due) {
        silent = registry.registerWithoutDocument(incoming);
        waiting.remove(entry);
      }
    } else if (ofTool || due) {
      silent = registry.register(List.of(incoming));
      waiting.remove(entry);
    }
  }

  private void merge(Waiting.Entry entry, ObjectKey key) {
    boolean merged = tools.merge(key);
    if (merged) {
      statuses.refresh(List.of(key));
    }
    if (merged || Instant.now().isAfter(entry.due())) {
      waiting.remove(entry);
    }
  }

  public void stop() {
    stopping = true;
  }
}
