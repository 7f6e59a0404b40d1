package org.sluice.live.agreed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which files all hubs are to run. A file is changed, made or taken out where every hub would have
 * it so; else it stays as it is. What is changed is so in one step.
 */
final class Decision {
  private final Map<String, SetFile> before = new HashMap<>();
  private final Map<String, SetFile> next = new TreeMap<>();

  private Decision(List<SetFile> current) {
    current.forEach(one -> before.put(one.file(), one));
    next.putAll(before);
  }

  /**
   * @param current no id is in two of them
   * @return no id is in two of them, by file
   */
  static List<SetFile> of(List<SetFile> current, List<HubWish> hubs) {
    Decision decision = new Decision(current);
    Set<String> files = new TreeSet<>(decision.before.keySet());
    hubs.forEach(hub -> hub.wants().forEach(one -> files.add(one.file())));
    files.forEach(file -> decision.ask(file, hubs));
    String twice = decision.twice();
    while (twice != null) {
      decision.leave(twice);
      twice = decision.twice();
    }
    return List.copyOf(decision.next.values());
  }

  private void ask(String file, List<HubWish> hubs) {
    Set<Optional<SetFile>> said =
        hubs.stream().map(hub -> hub.want(file)).collect(Collectors.toSet());
    if (said.size() == 1) {
      put(file, said.iterator().next().orElse(null));
    }
  }

  private void put(String file, SetFile one) {
    if (one == null) {
      next.remove(file);
    } else {
      next.put(file, one);
    }
  }

  /** An id that two files have: each hub's wishes fit together, but not each with each. */
  private String twice() {
    Set<String> seen = new TreeSet<>();
    return next.values().stream()
        .flatMap(one -> one.ids().stream())
        .filter(id -> !seen.add(id))
        .findFirst()
        .orElse(null);
  }

  /** Files that would have the id stay as they were: of two, one at least is not as it was. */
  private void leave(String id) {
    List<SetFile> changed =
        next.values().stream()
            .filter(one -> one.ids().contains(id) && !one.equals(before.get(one.file())))
            .toList();
    if (changed.isEmpty()) {
      throw new IllegalStateException("Route id " + id + " is in two files of the lake's set");
    }
    changed.forEach(one -> put(one.file(), before.get(one.file())));
  }
}
