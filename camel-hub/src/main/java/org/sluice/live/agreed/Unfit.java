package org.sluice.live.agreed;

import java.util.List;

/**
 * A file that a hub refuses.
 *
 * @param file below the routes' folder
 * @param revision of what it refuses; empty where it holds no route
 * @param ids of its routes, as far as they can be read; none of a block or a policy
 * @param why with the place in the file
 */
public record Unfit(String file, String revision, List<String> ids, String why) {
  public Unfit {
    ids = List.copyOf(ids);
  }
}
