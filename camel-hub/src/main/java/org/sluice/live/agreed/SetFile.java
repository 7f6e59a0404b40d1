package org.sluice.live.agreed;

import java.util.List;

/**
 * A revision of a route file that runs, or could.
 *
 * @param file below the routes' folder
 * @param revision hash of all that makes its routes
 * @param ids of its routes
 */
public record SetFile(String file, String revision, List<String> ids) {
  public SetFile {
    ids = List.copyOf(ids);
  }
}
