package org.sluice.gold.objects;

/** Writes derived objects. */
public interface DerivedWriter {
  /**
   * Writes one, unless it is there as it is.
   *
   * @return false when one of a newer version of its source is there, and stays
   * @throws org.sluice.fault.FaultException target-taken where an object of that name is there that
   *     is not of the same source and route; gold-rejected, object-forbidden or swift-unreachable
   */
  boolean write(DerivedObject object);
}
