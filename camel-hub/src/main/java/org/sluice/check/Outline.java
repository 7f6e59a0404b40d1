package org.sluice.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sluice.fault.Nearest;

/**
 * Whether a file is made as one of routes is: what stands at its top, that each route has an id and
 * begins somewhere, and that each step that leads elsewhere says where.
 */
final class Outline {
  private static final Set<String> ADDRESSED =
      Set.of("to", "toD", "tod", "to-d", "wireTap", "wire-tap");

  /** What a step's address is written as. */
  private static final Set<String> OF_ADDRESS = Set.of("uri", "kamelet");

  private static final Set<String> CONDITIONAL = Set.of("when", "filter");
  private static final Set<String> NO_CONDITION =
      Set.of("steps", "id", "description", "note", "disabled", "statusPropertyName");

  /** What XML has at its top, or around that, beside what YAML has. */
  private static final Set<String> OF_XML =
      Set.of(
          "routes",
          "routeConfigurations",
          "routeTemplates",
          "templatedRoutes",
          "rests",
          "camel",
          "beans",
          "blueprint",
          "bean",
          "component-scan",
          "import",
          "alias");

  private static final Set<String> TOPS = Steps.tops();

  private final RouteText text;
  private final List<Finding> findings = new ArrayList<>();

  private Outline(RouteText text) {
    this.text = text;
  }

  static List<Finding> in(RouteText text) {
    Outline look = new Outline(text);
    look.tops();
    look.ids();
    text.routes().forEach(look::begins);
    look.addresses(text.root());
    look.choices();
    return look.findings;
  }

  /** What no file has there: Camel says so of YAML only, and passes over it in XML. */
  private void tops() {
    boolean xml = text.file().endsWith(".xml");
    if (text.root().get("kind") != null) {
      return;
    }
    // Of a list the first key stands behind a dash.
    if (!xml && text.tops().anyMatch(part -> part.place().equals(text.root().at()))) {
      error(
          text.root().at(),
          "A file of routes is a list: write a dash before '"
              + text.root().parts().get(0).key()
              + "', and two blanks more before all that belongs to it");
      return;
    }
    Set<String> known = new TreeSet<>(TOPS);
    if (xml) {
      known.addAll(OF_XML);
    }
    text.tops()
        .filter(part -> !part.key().isEmpty() && !known.contains(camelCase(part.key())))
        .forEach(
            part -> {
              String meant = Nearest.asked(part.key(), known);
              if (!xml || !meant.isEmpty()) {
                error(
                    part.place(),
                    "There is no '"
                        + part.key()
                        + "' at the top of a file of routes"
                        + (meant.isEmpty() ? ": a route begins with '- route:'" : meant));
              }
            });
  }

  private static String camelCase(String key) {
    return Pattern.compile("-([a-z])")
        .matcher(key)
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  private void ids() {
    if (text.routes().isEmpty() && findings.isEmpty()) {
      error(
          new Place(1, 1),
          "The file holds no route. Policies stand in routes/policies, blocks in routes/blocks");
    }
    Set<String> seen = new HashSet<>();
    for (RouteText.Route route : text.routes()) {
      if (route.id() == null && route.isOfLake()) {
        error(route.place(), "The route has no id. Give it one: its queue and its records bear it");
      } else if (route.id() != null && !seen.add(route.id())) {
        error(
            route.place(), "Route id " + route.id() + " stands twice in this file; ids are unique");
      }
    }
  }

  /** Camel passes over a route that begins nowhere. */
  private void begins(RouteText.Route route) {
    Part from = route.part().key().equals("from") ? route.part() : route.part().get("from");
    String name = route.id() == null ? "The route" : "The route " + route.id();
    if (from == null) {
      Optional<Part> meant =
          route.part().parts().stream()
              .filter(part -> !Nearest.asked(part.key(), Set.of("from")).isEmpty())
              .findFirst();
      error(
          meant.orElse(route.part()).place(),
          name
              + " has no 'from'"
              + meant
                  .map(part -> ", but '" + part.key() + "': did you mean from?")
                  .orElse(": write where it starts above its steps, such as uri: lake:objects"));
    } else if (hasNoAddress(from)) {
      error(
          placeOfAddress(from),
          name + " starts nowhere: its 'from' has no address, such as uri: lake:objects");
    }
  }

  /** A step that leads to nowhere, as is left of one that was begun. */
  private void addresses(Part part) {
    for (Part one : part.parts()) {
      if (ADDRESSED.contains(one.key()) && hasNoAddress(one)) {
        error(
            placeOfAddress(one),
            "The step '"
                + one.key()
                + "' has no address: write one behind it, such as kamelet:documents-sink");
      } else if (!one.key().equals("parameters")) {
        addresses(one);
      }
    }
  }

  /** Camel says nothing of a choice between nothing, and of no condition what nobody can read. */
  private void choices() {
    text.root()
        .all()
        .filter(part -> part.key().equals("choice") && (part.text() == null || isBlank(part)))
        .filter(part -> part.parts().stream().noneMatch(Outline::isBranch))
        .forEach(
            part -> error(part.place(), "The step 'choice' has no 'when': nothing is done there"));
    if (!text.file().endsWith(".xml")) {
      text.root()
          .all()
          .filter(part -> CONDITIONAL.contains(part.key()) && !part.parts().isEmpty())
          .filter(part -> count(part, true) < Math.max(1, count(part, false)))
          .forEach(
              part ->
                  error(
                      part.place(),
                      "'"
                          + part.key()
                          + "' has no condition: write one above its steps, such as simple:"
                          + " ${header.kind} == 'a'"));
    }
  }

  private static boolean isBranch(Part part) {
    return part.key().equals("when") && !part.parts().isEmpty() || part.key().equals("otherwise");
  }

  /** Conditions below a key, or lists of steps: there are as many of both as of what it lists. */
  private static long count(Part part, boolean conditions) {
    return part.parts().stream()
        .filter(one -> conditions ? !NO_CONDITION.contains(one.key()) : one.key().equals("steps"))
        .count();
  }

  private static boolean hasNoAddress(Part part) {
    return part.text() != null
        ? part.text().isBlank()
        : part.parts().stream().noneMatch(one -> OF_ADDRESS.contains(one.key()) && !isBlank(one));
  }

  private static boolean isBlank(Part part) {
    return part.text() != null && part.text().isBlank();
  }

  /** Of one that is begun, where it is to be written. */
  private static Place placeOfAddress(Part part) {
    return part.parts().stream()
        .filter(one -> OF_ADDRESS.contains(one.key()))
        .findFirst()
        .orElse(part)
        .place();
  }

  private void error(Place place, String message) {
    findings.add(Finding.error(text.file(), place, message));
  }
}
