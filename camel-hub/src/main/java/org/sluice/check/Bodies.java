package org.sluice.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds blocks that would get what they cannot take: a sink with nothing before it that reads the
 * object's bytes, or that stands before what does. Where any other step may have made the body
 * something else, nothing is said.
 */
final class Bodies {
  /** Steps that leave the body as it is. */
  private static final Set<String> LEAVE =
      Set.of(
          "log",
          "setheader",
          "setheaders",
          "setproperty",
          "setvariable",
          "setvariables",
          "removeheader",
          "removeheaders",
          "removeproperty",
          "removeproperties",
          "removevariable",
          "delay",
          "throttle",
          "validate",
          "wiretap");

  private static final Set<String> ENDS = Set.of("stop", "throwexception", "rollback");

  /** A route's policies may have steps before any of its own. */
  private static final Set<String> INTERCEPTS =
      Set.of("intercept", "interceptfrom", "interceptsendtoendpoint");

  private static final Set<String> STEPS =
      Steps.names().stream().map(Bodies::key).collect(Collectors.toUnmodifiableSet());

  private final RouteText text;
  private final List<Finding> findings = new ArrayList<>();

  /** What made the body that it is now; null at the beginning. */
  private Call maker;

  private RouteText.Route route;

  private Bodies(RouteText text) {
    this.text = text;
  }

  /**
   * @param policies files of all that there are
   */
  static List<Finding> in(RouteText text, Collection<RouteText> policies) {
    boolean intercepted =
        Stream.concat(Stream.of(text), policies.stream())
            .flatMap(one -> one.root().all())
            .anyMatch(part -> INTERCEPTS.contains(key(part.key())));
    Bodies look = new Bodies(text);
    if (!intercepted) {
      text.routes().forEach(look::route);
    }
    return look.findings;
  }

  private void route(RouteText.Route one) {
    route = one;
    maker = null;
    Part from = one.part().key().equals("from") ? one.part() : one.part().get("from");
    if (from == null || Call.of(from).filter(RouteText::isLake).isEmpty()) {
      return;
    }
    // Steps stand below from, in XML beside it.
    Part steps = from.get("steps");
    sequence(steps == null ? one.part() : steps, Body.BYTES);
  }

  /** The body behind all steps that a part holds. */
  private Body sequence(Part part, Body before) {
    Body body = before;
    for (Part step : part.parts()) {
      if (STEPS.contains(key(step.key())) && step.parts().stream().noneMatch(Bodies::isDisabled)) {
        body = step(step, body);
      }
    }
    return body;
  }

  private static boolean isDisabled(Part part) {
    return part.key().equals("disabled") && !"false".equals(part.text());
  }

  private Body step(Part step, Body before) {
    String key = key(step.key());
    if (LEAVE.contains(key)) {
      return before;
    }
    if (ENDS.contains(key)) {
      return Body.NOTHING;
    }
    return switch (key) {
      case "to", "tod", "kamelet" ->
          Call.of(step).map(call -> called(call, before)).orElse(Body.UNKNOWN);
      case "filter" -> before.or(within(step, before));
      case "pipeline", "step" -> within(step, before);
      case "choice" -> choice(step, before);
      case "multicast" -> {
        for (Part branch : steps(step).get(0).parts()) {
          sequence(new Part("", null, List.of(branch), branch.place(), branch.at()), before);
        }
        yield Body.UNKNOWN;
      }
      case "dotry" -> {
        within(step, before);
        yield Body.UNKNOWN;
      }
      default -> Body.UNKNOWN;
    };
  }

  /** Of YAML the lists of steps below a key; of XML the element itself. */
  private static List<Part> steps(Part part) {
    List<Part> steps = part.parts().stream().filter(one -> one.key().equals("steps")).toList();
    return steps.isEmpty() ? List.of(part) : steps;
  }

  private Body within(Part part, Body before) {
    Call made = maker;
    Body after = sequence(steps(part).get(0), before);
    maker = after == before ? made : maker;
    return after;
  }

  private Body choice(Part choice, Body before) {
    Body after = choice.get("otherwise") == null ? before : Body.NOTHING;
    Call made = maker;
    Call last = maker;
    for (Part part : choice.parts()) {
      if (part.key().equals("when") || part.key().equals("otherwise")) {
        for (Part steps : steps(part)) {
          maker = made;
          after = after.or(sequence(steps, before));
          last = maker == null ? last : maker;
        }
      }
    }
    maker = last;
    return after;
  }

  private Body called(Call call, Body before) {
    if (call.scheme().equals("log")) {
      return before;
    }
    BlockBody block = call.isPlain() && call.block() != null ? BlockBody.of(call.block()) : null;
    if (block == null) {
      return Body.UNKNOWN;
    }
    if (block.failsAt(before) && !takesAnyBody(call)) {
      fails(call, block, before);
      return Body.UNKNOWN;
    }
    if (block.leaves() != null) {
      maker = call;
    }
    return block.after(before);
  }

  private static boolean takesAnyBody(Call call) {
    Call.Parameter content = call.parameters().get("content");
    return content != null && content.value().matches("body|.*\\{.*");
  }

  private void fails(Call call, BlockBody block, Body body) {
    String wants = block.wants().said();
    Call reader = body == Body.BYTES ? behind(call, block) : null;
    String why =
        body == Body.BYTES
            ? ", and no step before it makes any of the object's bytes: "
            : ", and " + named(maker) + " makes " + body.said() + ": ";
    String meant =
        reader == null
            ? block.needs(body)
            : named(reader) + ", which does, stands behind it. Put it before";
    findings.add(
        Finding.error(text.file(), call.place(), call.block() + " takes " + wants + why + meant));
  }

  private static String named(Call call) {
    return call.block() + " in line " + call.place().line();
  }

  /** What would make what a block wants, and stands too late. */
  private Call behind(Call late, BlockBody block) {
    return route.calls().stream()
        .filter(call -> after(call.place(), late.place()))
        .filter(call -> call.isPlain() && call.block() != null)
        .filter(
            call -> {
              BlockBody made = BlockBody.of(call.block());
              return made != null && made.leaves() != null && block.takes().contains(made.leaves());
            })
        .findFirst()
        .orElse(null);
  }

  private static boolean after(Place one, Place other) {
    return one.line() > other.line() || one.line() == other.line() && one.column() > other.column();
  }

  private static String key(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
