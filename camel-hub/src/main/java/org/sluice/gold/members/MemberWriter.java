package org.sluice.gold.members;

import java.util.List;
import org.sluice.archive.Contained;
import org.sluice.event.LakeObject;

/** Makes objects of an archive's members. */
@FunctionalInterface
public interface MemberWriter {
  /**
   * Returns once each of them is an object that the lake is told of. Done twice, it is as if done
   * once.
   *
   * @throws org.sluice.fault.FaultException service-unreachable, catalogue-unreachable
   */
  void write(LakeObject archive, List<Contained> members);
}
