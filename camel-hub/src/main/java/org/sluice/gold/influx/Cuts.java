package org.sluice.gold.influx;

import java.util.List;
import org.sluice.event.Reading;

/** What hubs tell each other of the stretches that they take out: no lock holds between them. */
public interface Cuts {
  /** Of a hub that is alone. */
  Cuts NONE =
      new Cuts() {
        @Override
        public String begin(Cut cut) {
          return "";
        }

        @Override
        public void over(String id) {}

        @Override
        public Told find(Told one) {
          return one;
        }

        @Override
        public List<Told> others(String database, List<Reading> points) {
          return List.of();
        }
      };

  /**
   * Tells the others, before the stretch is looked at.
   *
   * @return what it is known by
   */
  String begin(Cut cut);

  /** Nothing more will be taken out. */
  void over(String id);

  /** What other hubs told of, and is under way or was lately, in the measurements of a batch. */
  List<Told> others(String database, List<Reading> points);

  /** How one of them stands now. */
  Told find(Told one);

  /** One of another hub. */
  record Told(String id, Cut cut, boolean over) {}
}
