package org.sluice.enrich.json;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The records of an object, one part after the other. */
interface Records {
  /**
   * The next records: as many as begin within so many bytes. None only where all of them were
   * passed over.
   *
   * @throws org.sluice.fault.FaultException object-empty, json-malformed, object-too-large or, once
   *     records were handed over, record-invalid
   * @throws org.sluice.run.DeclinedException when the object holds no records
   */
  List<Map<String, Object>> next(long bytes) throws IOException;

  /** Whether there are records behind those that were read. */
  boolean more();
}
