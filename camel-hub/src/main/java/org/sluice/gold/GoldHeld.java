package org.sluice.gold;

import java.util.ArrayList;
import java.util.List;
import org.sluice.event.ObjectKey;
import org.sluice.run.GoldPlace;

/**
 * What an object and a route may have in gold, as the ledger tells it.
 *
 * @param places each once, with all that its ranges hold
 */
public record GoldHeld(ObjectKey key, String route, List<GoldPlace> places) {
  public GoldHeld {
    List<GoldPlace> once = new ArrayList<>();
    for (GoldPlace place : places) {
      GoldPlace whole = once.stream().filter(place::isAt).findFirst().map(place::and).orElse(place);
      once.removeIf(whole::isAt);
      once.add(whole);
    }
    places = List.copyOf(once);
  }

  /** {@code container/object}, as records have it. */
  public String object() {
    return key.container() + "/" + key.object();
  }
}
