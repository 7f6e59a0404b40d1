package org.sluice.live.agreed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one hub says of its routes' folder.
 *
 * @param hub id of its process
 * @param name where it listens, for people
 * @param until when it is taken for dead, unless it says so again before
 * @param wants what it would run; all of it is built
 * @param refuses what it finds wrong, of routes as of the blocks and policies that they use
 */
public record HubWish(
    String hub, String name, Instant until, List<SetFile> wants, List<Unfit> refuses) {
  public HubWish {
    wants = List.copyOf(wants);
    refuses = List.copyOf(refuses);
  }

  Optional<SetFile> want(String file) {
    return wants.stream().filter(one -> one.file().equals(file)).findFirst();
  }

  /** Whether a route is in a file that the hub has, and finds wrong. */
  boolean keepsWaiting(GoneRoute route) {
    return refuses.stream()
        .anyMatch(one -> one.file().equals(route.file()) || one.ids().contains(route.route()));
  }

  /** Whether it says what another says, whenever. */
  boolean saysThat(HubWish other) {
    return hub.equals(other.hub)
        && name.equals(other.name)
        && wants.equals(other.wants)
        && refuses.equals(other.refuses);
  }
}
