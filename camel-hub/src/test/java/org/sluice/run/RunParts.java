package org.sluice.run;

import java.util.List;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.LakeObject;

/** What tests of runs have in common. */
final class RunParts {
  private RunParts() {}

  /**
   * A run's place on its queue.
   *
   * @param queued in milliseconds since 1970
   */
  static QueueEntry entry(LakeObject object, String route, String replay, long queued) {
    return new QueueEntry(
        object.eventId(),
        route,
        "r1",
        replay,
        object.key().account(),
        object.key().container(),
        object.key().object(),
        object.version(),
        null,
        queued);
  }

  /** The first attempt of a run that may write where it likes. */
  static Run run(LakeObject object) {
    return new Run(
        object,
        "route",
        "r1",
        1,
        places -> true,
        false,
        List.of(),
        new Portions(1000, 1, 1, nanos -> {}),
        new Credit(1000).share("route"));
  }
}
