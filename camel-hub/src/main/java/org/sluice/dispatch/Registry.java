package org.sluice.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Registered;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.Registration;
import org.sluice.catalogue.Sidecars;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Waiting;
import org.sluice.event.EventType;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.fault.FaultException;

/**
 * From an event to its place on the queues; what cannot be registered yet is set to wait, and what
 * nothing but Swift could say, which does not, is set aside.
 */
final class Registry {
  /** An insertion tool's document that comes this late is no longer looked for. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final Duration AGAIN = Duration.ofSeconds(2);

  /**
   * An event with the JSON that it came as.
   *
   * @param since when it was first set to wait; null where it never was
   */
  record Incoming(ObjectEvent event, String json, Instant since) {
    Incoming(ObjectEvent event, String json) {
      this(event, json, null);
    }
  }

  /**
   * What comes of a batch.
   *
   * @param told what sidecars in it tell of other objects
   * @param later what waits for Swift
   * @param aside ids of events that are set aside
   */
  private record Sorted(
      List<ObjectEvent> whole, List<ObjectEvent> told, List<Incoming> later, Set<String> aside) {
    Sorted() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    }
  }

  private final Registrar registrar;
  private final Sidecars sidecars;
  private final ToolDocuments tools;
  private final Waiting waiting;
  private final Inspection inspection;
  private final Silence silence;
  private final Queues queues;
  private final RefusedEvents refused;
  private final Unanswered unanswered;
  private final Duration toolWait;

  Registry(
      Registrar registrar,
      Sidecars sidecars,
      ToolDocuments tools,
      Waiting waiting,
      Inspection inspection,
      Silence silence,
      Queues queues,
      RefusedEvents refused,
      Duration toolWait) {
    this.registrar = registrar;
    this.sidecars = sidecars;
    this.tools = tools;
    this.waiting = waiting;
    this.inspection = inspection;
    this.silence = silence;
    this.queues = queues;
    this.refused = refused;
    this.unanswered = new Unanswered(silence);
    this.toolWait = toolWait;
  }

  /** Registers and queues live events. */
  void arrive(List<Incoming> events) {
    List<Incoming> now = new ArrayList<>();
    boolean someWait = waiting.any();
    for (Incoming incoming : events) {
      ObjectEvent event = incoming.event();
      if (event.segment()) {
        continue;
      }
      if (tools.mayCome(event.key()) && event.type() != EventType.DELETED) {
        wait(incoming, Waiting.TOOL_DOCUMENT, Instant.now().plus(toolWait));
      } else if (someWait && waiting.holds(event.key())) {
        wait(incoming, Waiting.SWIFT, Instant.now().plus(AGAIN));
      } else {
        now.add(incoming);
      }
    }
    Silence.Asking swift = silence.asking();
    Sorted sorted = register(now, silence.lasts() ? swift.none() : swift);
    refused.settled(
        events.stream()
            .map(Incoming::event)
            .filter(event -> !sorted.aside().contains(event.id()))
            .toList());
  }

  /**
   * Registers events whatever they waited for; those that Swift does not answer for wait on, and so
   * do, unasked, those behind them that Swift is to be asked of.
   *
   * @return whether Swift left a question hanging: then others of the kind are best left for later
   */
  boolean register(List<Incoming> events) {
    Silence.Asking swift = silence.asking();
    register(events, swift);
    return swift.hung();
  }

  private Sorted register(List<Incoming> events, Silence.Asking swift) {
    Sorted sorted = new Sorted();
    for (Incoming incoming : events) {
      ObjectEvent event = incoming.event();
      if (!Inspection.asks(event)) {
        inspection.told(event).ifPresent(sorted.told()::add);
        sorted.whole().add(event);
      } else if (swift.answers()) {
        ask(incoming, swift, sorted);
      } else {
        sorted.later().add(incoming);
      }
    }
    if (!sorted.whole().isEmpty()) {
      for (Registered one : enter(sorted.whole(), sorted.told())) {
        if (one.kind() == Registration.Kind.UNKNOWN) {
          events.stream()
              .filter(each -> each.event().id().equals(one.event().id()))
              .findFirst()
              .ifPresent(unknown -> look(unknown, swift, sorted));
        }
      }
    }
    sorted.later().forEach(one -> wait(one, Waiting.SWIFT, Instant.now().plus(AGAIN)));
    return sorted;
  }

  private void ask(Incoming incoming, Silence.Asking swift, Sorted sorted) {
    ObjectEvent event = incoming.event();
    try {
      ObjectEvent complete = isWhole(event) ? event : swift.ask(() -> complete(event));
      swift.ask(() -> inspection.told(complete)).ifPresent(sorted.told()::add);
      sorted.whole().add(complete);
    } catch (FaultException e) {
      ObjectEvent named = Inspection.named(event).orElse(null);
      if (unanswered.waits(incoming, e)) {
        sorted.later().add(incoming);
      } else if (named != null) {
        unanswered.goesOn(named, e);
        sorted.whole().add(named);
      } else {
        aside(incoming, e, sorted);
      }
    }
  }

  private void aside(Incoming incoming, FaultException why, Sorted sorted) {
    refused.put(incoming.event(), incoming.json(), why);
    sorted.aside().add(incoming.event().id());
  }

  /**
   * Registers and queues.
   *
   * @param told what sidecars among these events tell of other objects
   * @return what each event came to
   */
  private List<Registered> enter(List<ObjectEvent> events, List<ObjectEvent> told) {
    told.forEach(sidecars::keep);
    List<Registered> registered = registrar.register(events, queues::takers);
    List<ObjectEvent> beside = new ArrayList<>(told);
    registered.forEach(one -> beside.add(one.event()));
    List<Registered> applied = sidecars.apply(beside, queues::takers);
    Set<ObjectKey> newer =
        applied.stream().map(one -> one.event().key()).collect(Collectors.toSet());
    List<Registered> all = new ArrayList<>(applied);
    for (Registered one : registered) {
      boolean overtaken = one.toDispatch() && newer.contains(one.event().key());
      all.add(overtaken ? one.overtaken() : one);
    }
    queues.route(all);
    return registered;
  }

  /** Has Swift say what the object is that metadata are of. */
  private void look(Incoming unknown, Silence.Asking swift, Sorted sorted) {
    if (!swift.answers()) {
      sorted.later().add(unknown);
      return;
    }
    ObjectEvent looked;
    List<ObjectEvent> told;
    try {
      ObjectEvent now = swift.ask(() -> inspection.looked(unknown.event()));
      told = swift.ask(() -> inspection.told(now)).stream().toList();
      looked = now;
    } catch (FaultException e) {
      if (unanswered.waits(unknown, e)) {
        sorted.later().add(unknown);
      } else {
        aside(unknown, e, sorted);
      }
      return;
    }
    enter(List.of(looked), told);
  }

  /**
   * Registers an event without the tool's document that did not come, and goes on looking.
   *
   * @return as {@link #register}
   */
  boolean registerWithoutDocument(Incoming incoming) {
    Silence.Asking swift = silence.asking();
    Sorted sorted = register(List.of(incoming), swift);
    if (!sorted.later().isEmpty()) {
      // It is not registered: Swift does not answer. The document may come meanwhile.
      wait(incoming, Waiting.TOOL_DOCUMENT, Instant.now().plus(AGAIN));
    } else if (sorted.aside().isEmpty()) {
      wait(incoming, Waiting.LATE_DOCUMENT, Instant.now().plus(LATE));
    }
    return swift.hung();
  }

  private static boolean isWhole(ObjectEvent event) {
    return event.type() != EventType.CHANGED && !Inspection.needed(event);
  }

  private ObjectEvent complete(ObjectEvent event) {
    return event.type() == EventType.CHANGED ? inspection.looked(event) : inspection.typed(event);
  }

  private void wait(Incoming incoming, String why, Instant due) {
    ObjectEvent event = incoming.event();
    waiting.put(event.id(), event.key(), event.timestamp(), incoming.json(), why, due);
  }
}
