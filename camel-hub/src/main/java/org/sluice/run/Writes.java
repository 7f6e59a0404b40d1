package org.sluice.run;

import java.util.ArrayList;
import java.util.List;

/** What a run wrote, summed up by place. */
public final class Writes {
  private final List<GoldWrite> all = new ArrayList<>();

  public synchronized void add(GoldWrite write) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).sameAs(write)) {
        all.set(i, all.get(i).and(write));
        return;
      }
    }
    all.add(write);
  }

  public synchronized List<GoldWrite> all() {
    return List.copyOf(all);
  }

  /** How many records came to a place, those included that were refused there. */
  long records(GoldPlace place) {
    return all().stream()
        .filter(
            write ->
                write.service().equals(place.service())
                    && write.store().equals(place.store())
                    && write.place().equals(place.place()))
        .mapToLong(write -> write.records() + write.refused())
        .sum();
  }
}
