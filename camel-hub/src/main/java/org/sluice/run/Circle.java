package org.sluice.run;

import java.util.Optional;
import org.sluice.event.Derivation;
import org.sluice.event.LakeObject;

/** A route does not take what came of its own work, be it through others: it would never end. */
public final class Circle {
  private Circle() {}

  /** Why the route does not take the object; empty where it does. */
  public static Optional<String> of(LakeObject object, String route) {
    return Derivation.of(object.userMeta())
        .filter(from -> from.cameThrough(route))
        .map(
            from ->
                "The object came through this route before and is not taken again: it was made by "
                    + from.told()
                    + ", of "
                    + from.source());
  }
}
