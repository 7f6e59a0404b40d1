package org.sluice.api;

import java.util.List;
import org.sluice.catalogue.Inventory;

/** Tells a project that has nothing from a name that is mistyped. */
final class KnownProjects {
  private static final int NEAREST = 3;

  private final Inventory inventory;

  KnownProjects(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * @param where nothing of it is
   * @throws ApiException when nothing was ever registered for the project
   */
  void check(String project, String where) {
    if (inventory.knows(project)) {
      return;
    }
    List<String> known = inventory.projects();
    throw new ApiException(
        400,
        "project-unknown",
        "There is no project " + project + ": nothing of it is in " + where,
        known.isEmpty()
            ? "No project is known yet; upload something."
            : "The nearest of the "
                + known.size()
                + " that are known: "
                + String.join(", ", Nearest.of(project, known, NEAREST))
                + ".");
  }
}
