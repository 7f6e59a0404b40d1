package org.sluice.enrich.part;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.sluice.enrich.Records;
import org.sluice.fault.FaultException;

/** How the records of one object stand in it, and how they are read from any of them on. */
public interface Cuttable {
  /**
   * What finds where records end.
   *
   * @param beginning the object's first bytes, at least four if it has as many
   * @return null where this object cannot be cut
   */
  Ends ends(byte[] beginning);

  /**
   * A reader that begins where a record does; many at once. Faults and records that cannot be taken
   * it says as one that reads the whole object would.
   *
   * <p>Where {@code start} is neither the object's first byte nor reaches to its end, it may find
   * nothing at all; that is no fault, and is not declined.
   *
   * @param rejects told of records that cannot be taken
   */
  Records open(InputStream in, Start start, Consumer<FaultException> rejects) throws IOException;
}
