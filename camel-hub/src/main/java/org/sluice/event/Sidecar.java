package org.sluice.event;

import java.util.Optional;

/**
 * The object {@code NAME.sluice.json} beside an object {@code NAME}: it says of that one what does
 * not fit into headers, and no route takes it.
 */
public final class Sidecar {
  public static final String ENDING = ".sluice.json";

  private Sidecar() {}

  /** Whether an object of that name is a sidecar. */
  public static boolean is(String object) {
    return object.length() > ENDING.length() && object.endsWith(ENDING);
  }

  /** The object that a sidecar is of; empty where the key is none of a sidecar. */
  public static Optional<ObjectKey> of(ObjectKey key) {
    String name = key.object();
    return is(name)
        ? Optional.of(
            new ObjectKey(
                key.account(), key.container(), name.substring(0, name.length() - ENDING.length())))
        : Optional.empty();
  }
}
