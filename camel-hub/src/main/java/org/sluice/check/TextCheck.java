package org.sluice.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sluice.dispatch.LakeComponent;
import org.sluice.fault.Nearest;

/** Finds in a route file's text what its author would want to know before an object comes. */
public final class TextCheck {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}?:\\s]+)\\s*}}");

  private static final Pattern OPEN = Pattern.compile("(?s)(?<!\\\\)\\{\\{(?!.*}})");

  /** What is only to be read by people. */
  private static final Set<String> TOLD = Set.of("description", "note");

  /** Where placeholders get their values. */
  static final String VALUES =
      "routes.properties-file (of a local lake: routes.local.properties beside routes/)";

  /** What Camel takes for itself at any block. */
  public static final Set<String> OF_CAMEL =
      Set.of(
          "bridgeErrorHandler",
          "exceptionHandler",
          "exchangePattern",
          "block",
          "timeout",
          "noErrorHandler",
          "lazyStartProducer",
          "location",
          "routeId",
          "uuid");

  private final Surroundings around;
  private final RouteText text;
  private final List<Finding> findings = new ArrayList<>();

  private TextCheck(RouteText text, Surroundings around) {
    this.text = text;
    this.around = around;
  }

  /** Errors: with any of them the lake refuses the file. */
  public static List<Finding> errors(RouteText text, Surroundings around) {
    if (text.broken().isPresent()) {
      return List.of(text.broken().get());
    }
    TextCheck check = new TextCheck(text, around);
    check.findings.addAll(Outline.in(text));
    text.calls().stream().filter(Call::isPlain).forEach(check::call);
    check.inner();
    check.policies();
    check.placeholders();
    check.openPlaceholders();
    check.findings.addAll(Bodies.in(text, around.policies()));
    check.findings.addAll(SamePlace.in(text, around.blocks()));
    return check.findings;
  }

  /**
   * Says of a file that another has a route of the same id. It is said alike wherever it is seen,
   * though who looks at the folder alone cannot know which of the files a lake has taken.
   *
   * @param others the files that have it too
   */
  public static Finding sharedId(RouteText text, String id, Collection<String> others) {
    return Finding.error(
        text.file(),
        text.of(id),
        "Route id "
            + id
            + " stands also in "
            + String.join(", ", new TreeSet<>(others))
            + ". Ids are unique: the lake runs the one that it took first, and refuses the others."
            + " Give this route or that one another id");
  }

  private void call(Call call) {
    if (call.block() != null) {
      block(call);
    } else if (RouteText.isLake(call)) {
      lake(call);
    } else if (!call.scheme().isEmpty() && !around.components().contains(call.scheme())) {
      component(call);
    }
  }

  private void component(Call call) {
    String meant = asked(call.scheme(), around.components());
    error(
        call.place(),
        "There is no component '"
            + call.scheme()
            + "'"
            + (meant.isEmpty() ? "." : meant)
            + " One that Sluice does not bring needs its jars in lib/ (docs/integrator.md)");
  }

  private void block(Call call) {
    BlockText block = around.blocks().get(call.block());
    if (block == null) {
      String said =
          "There is no block '"
              + call.block()
              + "'"
              + asked(call.block(), around.blocks().keySet());
      findings.add(Finding.error(text.file(), call.place(), said).of(Finding.Kind.UNKNOWN_BLOCK));
      return;
    }
    Set<String> known = new TreeSet<>(block.parameters().keySet());
    call.parameters()
        .forEach(
            (name, parameter) -> {
              if (!known.contains(name) && !OF_CAMEL.contains(name)) {
                error(parameter.place(), "block " + unknown(block.name(), name, known));
              }
            });
    for (String name : block.required()) {
      if (!call.parameters().containsKey(name)) {
        error(call.place(), "block " + block.name() + " needs the parameter '" + name + "'");
      }
    }
  }

  private void lake(Call call) {
    call.parameters()
        .forEach(
            (name, parameter) -> {
              if (!LakeComponent.PARAMETERS.contains(name) && !name.startsWith("meta.")) {
                error(parameter.place(), unknown("lake:objects", name, LakeComponent.PARAMETERS));
              }
            });
  }

  /** Another route file's cannot be meant: each stands by itself. */
  private void inner() {
    Inner inner = new Inner(text, around.policies());
    for (Call call : inner.nowhere()) {
      if (!around.components().contains(call.scheme())) {
        continue;
      }
      error(
          call.place(),
          "No route of this file starts from "
              + call.scheme()
              + ":"
              + call.path()
              + inner.meant(call));
    }
  }

  private void policies() {
    Set<String> known = new TreeSet<>();
    Stream.concat(Stream.of(text), around.policies().stream())
        .flatMap(one -> one.policies().stream())
        .forEach(policy -> known.add(policy.text()));
    for (RouteText.Named named : text.namedPolicies()) {
      if (known.stream().noneMatch(named::is)) {
        error(
            named.place(),
            "There is no policy '"
                + named.name()
                + "' in routes/policies"
                + asked(named.name(), known));
      }
    }
  }

  private void placeholders() {
    text.root()
        .all()
        .filter(part -> part.text() != null)
        .forEach(
            part -> {
              Matcher matcher = PLACEHOLDER.matcher(part.text());
              while (matcher.find()) {
                if (!around.properties().test(matcher.group(1))) {
                  error(
                      part.at(),
                      "The placeholder {{"
                          + matcher.group(1)
                          + "}} has no value: give it one in "
                          + VALUES
                          + ", or a default: {{"
                          + matcher.group(1)
                          + ":…}}");
                }
              }
            });
  }

  /** Camel closes it by itself, and says what nobody has written. */
  private void openPlaceholders() {
    text.root()
        .all()
        .filter(part -> part.text() != null && !TOLD.contains(part.key()))
        .filter(part -> OPEN.matcher(part.text()).find())
        .forEach(
            part ->
                error(
                    part.at(),
                    "A placeholder is not closed: '{{' without '}}' behind it. It is written"
                        + " {{name}}; braces that are none have a blank between them"));
  }

  private static String unknown(String of, String name, Collection<String> known) {
    String has = known.isEmpty() ? "it has none" : "it has: " + String.join(", ", known);
    String meant = Nearest.asked(name, known);
    return of + " has no parameter '" + name + "'" + (meant.isEmpty() ? "; " + has : meant);
  }

  private static String asked(String name, Collection<String> names) {
    return Nearest.asked(name, names);
  }

  private void error(Place place, String message) {
    findings.add(Finding.error(text.file(), place, message));
  }
}
