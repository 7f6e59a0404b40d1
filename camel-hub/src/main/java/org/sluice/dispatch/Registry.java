package org.sluice.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Registered;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.Registration;
import org.sluice.catalogue.Sidecars;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Waiting;
import org.sluice.event.EventType;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.TransId;
import org.sluice.fault.FaultException;

/** From an event to its place on the queues; what cannot be registered yet is set to wait. */
final class Registry {
  /** An insertion tool's document that comes this late is no longer looked for. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  /** An event with the JSON that it came as. */
  record Incoming(ObjectEvent event, String json) {}

  private final Registrar registrar;
  private final Sidecars sidecars;
  private final ToolDocuments tools;
  private final Waiting waiting;
  private final Inspection inspection;
  private final Silence silence;
  private final Queues queues;
  private final Duration toolWait;

  Registry(
      Registrar registrar,
      Sidecars sidecars,
      ToolDocuments tools,
      Waiting waiting,
      Inspection inspection,
      Silence silence,
      Queues queues,
      Duration toolWait) {
    this.registrar = registrar;
    this.sidecars = sidecars;
    this.tools = tools;
    this.waiting = waiting;
    this.inspection = inspection;
    this.silence = silence;
    this.queues = queues;
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
    register(now, silence.lasts() ? swift.none() : swift);
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

  /**
   * @return those that wait for Swift
   */
  private List<Incoming> register(List<Incoming> events, Silence.Asking swift) {
    List<ObjectEvent> whole = new ArrayList<>();
    List<ObjectEvent> told = new ArrayList<>();
    List<Incoming> wait = new ArrayList<>();
    for (Incoming incoming : events) {
      ObjectEvent event = incoming.event();
      if (!Inspection.asks(event)) {
        inspection.told(event).ifPresent(told::add);
        whole.add(event);
      } else if (!swift.answers() || !ask(event, swift, whole, told)) {
        wait.add(incoming);
      }
    }
    if (!whole.isEmpty()) {
      for (Registered unknown : enter(whole, told)) {
        ObjectEvent event = unknown.event();
        if (unknown.kind() == Registration.Kind.UNKNOWN
            && (!swift.answers() || !look(event, swift))) {
          events.stream().filter(one -> one.event().id().equals(event.id())).forEach(wait::add);
        }
      }
    }
    wait.forEach(one -> wait(one, Waiting.SWIFT, Instant.now().plus(AGAIN)));
    return wait;
  }

  /** False where it waits for Swift. */
  private boolean ask(
      ObjectEvent event, Silence.Asking swift, List<ObjectEvent> whole, List<ObjectEvent> told) {
    try {
      ObjectEvent complete = swift.ask(() -> complete(event));
      swift.ask(() -> inspection.told(complete)).ifPresent(told::add);
      whole.add(complete);
      return true;
    } catch (FaultException e) {
      waits(event, e);
      return false;
    }
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

  /** False where it waits for Swift. */
  private boolean look(ObjectEvent event, Silence.Asking swift) {
    try {
      ObjectEvent looked = swift.ask(() -> inspection.looked(event));
      enter(List.of(looked), swift.ask(() -> inspection.told(looked)).stream().toList());
      return true;
    } catch (FaultException e) {
      waits(event, e);
      return false;
    }
  }

  private static void waits(ObjectEvent event, FaultException why) {
    TransId.saying(event.transId(), () -> LOG.warn("{} waits: {}", event.key(), why.getMessage()));
  }

  /**
   * Registers an event without the tool's document that did not come, and goes on looking.
   *
   * @return as {@link #register}
   */
  boolean registerWithoutDocument(Incoming incoming) {
    Silence.Asking swift = silence.asking();
    if (register(List.of(incoming), swift).isEmpty()) {
      wait(incoming, Waiting.LATE_DOCUMENT, Instant.now().plus(LATE));
    } else {
      // It is not registered: Swift does not answer. The document may come meanwhile.
      wait(incoming, Waiting.TOOL_DOCUMENT, Instant.now().plus(AGAIN));
    }
    return swift.hung();
  }

  private ObjectEvent complete(ObjectEvent event) {
    if (event.type() == EventType.CHANGED) {
      return inspection.looked(event);
    }
    return Inspection.needed(event) ? inspection.typed(event) : event;
  }

  private void wait(Incoming incoming, String why, Instant due) {
    ObjectEvent event = incoming.event();
    waiting.put(event.id(), event.key(), event.timestamp(), incoming.json(), why, due);
  }
}
