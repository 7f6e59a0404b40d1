package org.sluice.enrich;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.value.OddTimes;
import org.sluice.run.Kept;
import org.sluice.run.Noted;

/** The records of an object, one part after the other. */
public interface Records extends Kept, Noted {
  /**
   * The next records: as many as begin within so many bytes. None only where all of them were
   * passed over.
   *
   * @throws org.sluice.fault.FaultException when the object is at fault; record-invalid only once
   *     records were handed over
   * @throws org.sluice.run.DeclinedException when the object holds no records
   */
  List<Map<String, Object>> next(long bytes) throws IOException;

  /** Whether there are records behind those that were read. */
  boolean more();

  /** Lines of what was handed over so far that were passed over. */
  default PassedOver passedOver() {
    return PassedOver.NOTHING;
  }

  /** Counts the odd times of what was handed over so far among these. */
  default void tell(OddTimes all) {}

  @Override
  default String note() {
    OddTimes odd = new OddTimes();
    tell(odd);
    return joined(passedOver().note(), odd.note());
  }

  /** One sentence behind the other, either of which may be null. */
  static String joined(String first, String second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first + " " + second;
  }

  /** Lets go of what was read ahead; where nothing is, there is nothing to do. */
  @Override
  default void close() {}
}
