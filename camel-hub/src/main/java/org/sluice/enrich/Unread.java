package org.sluice.enrich;

import java.io.InputStream;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Refuses an object that no block has read yet where records are wanted: so a route is built. */
public final class Unread {
  /** What makes records of an object's bytes. */
  public static final String READING =
      "a block that reads the object, such as csv-records-action or json-records-action,";

  private Unread() {}

  /**
   * @param block that wants records, as routes call it
   * @param before what must come before it
   * @throws FaultException route-invalid where the body is the object's bytes still
   */
  public static void refuse(Object body, String block, String before) {
    if (body instanceof InputStream) {
      throw new FaultException(
          Fault.ROUTE_INVALID,
          block + " got the object's bytes and no records: " + before + " must come before it.");
    }
  }
}
