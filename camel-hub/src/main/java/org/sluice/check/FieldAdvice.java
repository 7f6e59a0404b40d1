package org.sluice.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.enrich.BlockParameters;
import org.sluice.fault.Nearest;

/**
 * Fields that points or rows are made of under a name that is like one which {@code types} or
 * {@code columns} before it says, and that these do not say. Looked at are routes of which nothing
 * between gives fields other names, or makes some.
 */
final class FieldAdvice {
  private static final Set<String> READERS =
      Set.of("json-records-action", "xml-records-action", "text-records-action");

  /** What leaves fields as they are. */
  private static final Set<String> KEEPERS = Set.of("deduplicate-action", "validate-action");

  /** Of what makes points or rows, the parameters that name fields. */
  private static final Map<String, List<String>> NAMING =
      Map.of(
          "points-action", List.of("time", "fields", "tags"),
          "table-rows-sink", List.of("key"));

  private final RouteText text;
  private final List<Finding> findings = new ArrayList<>();

  private FieldAdvice(RouteText text) {
    this.text = text;
  }

  static List<Finding> of(RouteText text) {
    FieldAdvice advice = new FieldAdvice(text);
    text.routes().forEach(route -> advice.steps(route.part()));
    return advice.findings;
  }

  private void steps(Part route) {
    Part from = route.get("from");
    Part steps = from != null && from.get("steps") != null ? from.get("steps") : route.get("steps");
    Set<String> known = new LinkedHashSet<>();
    // In XML they stand beside what the route starts from.
    for (Part step : steps == null ? route.parts() : steps.parts()) {
      Call call = step.key().equals("from") ? null : Call.of(step).orElse(null);
      String block = call == null ? null : call.block();
      if (block == null) {
        if (steps != null && !step.key().equals("log")) {
          return;
        }
      } else if (NAMING.containsKey(block)) {
        NAMING.get(block).forEach(parameter -> look(call, parameter, known));
        return;
      } else if (block.equals("csv-records-action") || block.equals("types-action")) {
        known.addAll(pairs(call));
        known.addAll(names(call, "columns"));
      } else if (!READERS.contains(block) && !KEEPERS.contains(block)) {
        return;
      }
    }
  }

  private void look(Call call, String parameter, Set<String> known) {
    List<String> named = names(call, parameter);
    Set<String> others = new HashSet<>(known);
    // One that is named too is another: t1 and t2 are.
    NAMING.get(call.block()).forEach(each -> names(call, each).forEach(others::remove));
    for (String name : named) {
      String meant = known.contains(name) ? "" : Nearest.asked(name, others);
      if (!meant.isEmpty()) {
        findings.add(
            Finding.warning(
                text.file(),
                call.parameters().get(parameter).place(),
                "'%s' of %s names '%s', which nothing before it says%s"
                    .formatted(parameter, call.block(), name, meant)));
      }
    }
  }

  private static Collection<String> pairs(Call call) {
    String said = said(call, "types");
    try {
      return BlockParameters.pairs(said).keySet();
    } catch (IllegalArgumentException e) {
      // The block itself says so.
      return List.of();
    }
  }

  private static List<String> names(Call call, String parameter) {
    try {
      return BlockParameters.of(Map.of(parameter, said(call, parameter))).names(parameter);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** What a placeholder stands for is not known here. */
  private static String said(Call call, String parameter) {
    Call.Parameter given = call.parameters().get(parameter);
    String value = given == null ? "" : given.value().strip();
    return value.contains("{{") ? "" : value.replaceFirst("(?s)^RAW\\((.*)\\)$", "$1");
  }
}
