package org.sluice.live.agreed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Files that hubs would have differently, and which hub would have what. */
final class Disputes {
  private Disputes() {}

  /** By file, a sentence each; none where all agree. */
  static Map<String, String> of(LakeSet set) {
    Set<String> files = new TreeSet<>(set.revisions().keySet());
    set.hubs().forEach(hub -> hub.wants().forEach(one -> files.add(one.file())));
    Map<String, String> disputes = new TreeMap<>();
    for (String file : files) {
      Map<String, List<String>> opinions =
          set.hubs().stream()
              .collect(
                  Collectors.groupingBy(
                      hub -> opinion(hub, file),
                      LinkedHashMap::new,
                      Collectors.mapping(HubWish::name, Collectors.toList())));
      long wants = set.hubs().stream().map(hub -> hub.want(file)).distinct().count();
      if (wants > 1) {
        disputes.put(file, sentence(set, file, opinions));
      }
    }
    return disputes;
  }

  private static String sentence(LakeSet set, String file, Map<String, List<String>> opinions) {
    String said =
        opinions.entrySet().stream()
            .map(one -> String.join(" and ", one.getValue()) + " " + one.getKey())
            .collect(Collectors.joining(", "));
    String runs = set.revisions().get(file);
    return file
        + " is not taken, as hubs differ: "
        + said
        + "; "
        + (runs == null ? "nothing of it runs" : "revision " + runs + " runs on");
  }

  private static String opinion(HubWish hub, String file) {
    Optional<SetFile> want = hub.want(file);
    String has =
        want.map(one -> "has revision " + one.revision()).orElse("has nothing of it that runs");
    String refuses =
        hub.refuses().stream()
            .filter(one -> one.file().equals(file) || one.revision().isEmpty())
            .map(Unfit::why)
            .collect(Collectors.joining("; "));
    return refuses.isEmpty() ? has : has + " and refuses " + refuses;
  }
}
