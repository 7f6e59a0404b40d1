package org.sluice.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds steps of one route that would bring the same records to the same place, where those of the
 * second stand beside those of the first or are taken for them. Of steps in branches that exclude
 * each other only one is done.
 */
final class SamePlace {
  /** What names the place of sinks that tell records apart by their number. */
  private static final Map<String, List<String>> PLACES =
      Map.of(
          "documents-sink", List.of("collection"),
          "table-rows-sink", List.of("table"),
          "graph-records-sink", List.of("node"),
          "swift-object-sink", List.of("container", "name"),
          "kafka-records-sink", List.of("topic"),
          "http-records-sink", List.of("url", "method"));

  /** One of these is done instead of the others, or of what stands before them. */
  private static final Set<String> BRANCHES =
      Set.of("when", "otherwise", "docatch", "onfallback", "onexception");

  private final String file;
  private final Map<String, BlockText> blocks;
  private final List<Finding> findings = new ArrayList<>();

  private SamePlace(String file, Map<String, BlockText> blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  static List<Finding> in(RouteText text, Map<String, BlockText> blocks) {
    SamePlace look = new SamePlace(text.file(), blocks);
    text.routes().forEach(route -> look.walk(route.part(), new HashMap<>()));
    return look.findings;
  }

  /**
   * @param seen where what was done before writes to; what is in the part is added
   */
  private void walk(Part part, Map<String, Place> seen) {
    Call.of(part).ifPresent(call -> sink(call, seen));
    Map<String, Place> before = Map.copyOf(seen);
    Map<String, Place> inBranches = new HashMap<>();
    for (Part inner : part.parts()) {
      if (BRANCHES.contains(inner.key().replace("-", "").toLowerCase(Locale.ROOT))) {
        branches(inner).forEach(branch -> inBranches.putAll(within(branch, before)));
      } else if (!inner.key().equals("parameters")) {
        seen.putAll(within(inner, seen));
      }
    }
    seen.putAll(inBranches);
  }

  /** Of YAML all that stand under the key; of XML the element itself is one. */
  private static List<Part> branches(Part part) {
    List<Part> steps = part.parts().stream().filter(one -> one.key().equals("steps")).toList();
    return steps.isEmpty() ? List.of(part) : steps;
  }

  /** What has been done behind it, where anything is done there. */
  private Map<String, Place> within(Part part, Map<String, Place> before) {
    Map<String, Place> after = new HashMap<>(before);
    walk(part, after);
    return part.all().anyMatch(one -> one.key().equals("stop")) ? before : after;
  }

  private void sink(Call call, Map<String, Place> seen) {
    if (call.block() == null || !PLACES.containsKey(call.block())) {
      return;
    }
    String place =
        PLACES.get(call.block()).stream()
            .map(name -> name + " '" + value(call, name) + "'")
            .collect(Collectors.joining(" and "));
    Place first = seen.putIfAbsent(call.block() + " " + place, call.place());
    // What is made up as the object goes may be another place each time.
    if (first != null && !place.contains("${")) {
      findings.add(
          Finding.error(
              file,
              call.place(),
              "The step in line "
                  + first.line()
                  + " writes to this place already: "
                  + call.block()
                  + " with "
                  + place
                  + ". Records would come there twice. Take one of the two away, or have it write"
                  + " to another place"));
    }
  }

  private String value(Call call, String name) {
    Call.Parameter given = call.parameters().get(name);
    if (given != null) {
      return given.value();
    }
    BlockText block = blocks.get(call.block());
    BlockText.Parameter known = block == null ? null : block.parameters().get(name);
    return known == null || known.byDefault() == null ? "" : known.byDefault();
  }
}
