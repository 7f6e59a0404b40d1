package org.sluice.run;

import java.util.ArrayList;
import java.util.List;

/** The places that a run has said it writes to. */
final class Places {
  private final List<GoldPlace> earlier;
  private final List<GoldPlace> said = new ArrayList<>();

  /**
   * @param earlier what attempts of the same version and revision have said before
   */
  Places(List<GoldPlace> earlier) {
    this.earlier = List.copyOf(earlier);
  }

  /** Adds places; answers those that are new or reach further than what was said, as a whole. */
  synchronized List<GoldPlace> add(List<GoldPlace> more) {
    List<GoldPlace> fresh = new ArrayList<>();
    for (GoldPlace place : more) {
      if (said.stream().anyMatch(known -> known.covers(place))) {
        continue;
      }
      GoldPlace whole = place;
      for (GoldPlace known : earlier) {
        whole = known.isAt(whole) ? whole.and(known) : whole;
      }
      for (GoldPlace known : said) {
        whole = known.isAt(whole) ? whole.and(known) : whole;
      }
      GoldPlace added = whole;
      said.removeIf(known -> known.isAt(added));
      said.add(added);
      fresh.removeIf(known -> known.isAt(added));
      fresh.add(added);
    }
    return fresh;
  }

  synchronized List<GoldPlace> all() {
    return List.copyOf(said);
  }
}
