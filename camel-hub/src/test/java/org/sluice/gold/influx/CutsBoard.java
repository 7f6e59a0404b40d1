package org.sluice.gold.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sluice.event.Reading;

/** What hubs of a test tell each other. */
final class CutsBoard {
  private record Entry(Cuts by, Cuts.Told told) {}

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** One hub's side of it. */
  Cuts side() {
    return new Cuts() {
      @Override
      public String begin(Cut cut) {
        String id = "cut " + entries.size();
        entries.add(new Entry(this, new Told(id, cut, false)));
        return id;
      }

      @Override
      public void over(String id) {
        entries.replaceAll(
            one ->
                one.told().id().equals(id)
                    ? new Entry(one.by(), new Told(id, one.told().cut(), true))
                    : one);
      }

      @Override
      public Told find(Told one) {
        return entries.stream()
            .map(Entry::told)
            .filter(told -> told.id().equals(one.id()))
            .findFirst()
            .orElseThrow();
      }

      @Override
      public List<Told> others(String database, List<Reading> points) {
        List<Told> others = new ArrayList<>();
        entries.stream().filter(one -> one.by() != this).forEach(one -> others.add(one.told()));
        return others;
      }
    };
  }
}
