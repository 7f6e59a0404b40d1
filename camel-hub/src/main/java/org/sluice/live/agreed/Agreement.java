package org.sluice.live.agreed;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What decides which revisions of route files this hub runs. */
public interface Agreement extends AutoCloseable {
  /**
   * Says what this hub could run.
   *
   * @param wants all of it built, and no route's id in two files
   * @param refuses files of its folder that are wrong
   * @return what every hub is to run now; empty where that is not known, and then all stays as it
   *     is
   */
  Optional<LakeSet> agree(List<SetFile> wants, List<Unfit> refuses);

  /**
   * Is told what this hub runs of the set.
   *
   * @param differences a sentence for each file that it does not run as the set has it
   */
  void took(LakeSet set, List<String> differences);

  /** The set that was last taken; empty while there is none, or where not all of it runs here. */
  Optional<LakeSet> taken();

  /** Why this hub is not at the set of the lake, a sentence a file; none where it is. */
  List<String> differences();

  /** Files that hubs have differed in for some time, a sentence each. */
  List<String> disputes();

  /** Says that of these routes, which were taken out, nothing is left to be done. */
  void forget(Collection<String> routes);

  /** From now on this hub has no say. */
  @Override
  void close();
}
