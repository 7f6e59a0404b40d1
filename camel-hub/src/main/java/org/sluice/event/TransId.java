package org.sluice.event;

import org.slf4j.MDC;

/** Swift's {@code X-Trans-Id} in the log: lines said on a thread meanwhile carry it. */
public final class TransId {
  private static final String KEY = "trans_id";

  private TransId() {}

  /**
   * From now on this thread works for a request.
   *
   * @param id null where it is not known
   */
  public static void begins(String id) {
    if (id == null) {
      MDC.remove(KEY);
    } else {
      MDC.put(KEY, id);
    }
  }

  /** From now on this thread works for none. */
  public static void over() {
    MDC.remove(KEY);
  }

  /** Says something of a request. */
  public static void saying(String id, Runnable words) {
    begins(id);
    try {
      words.run();
    } finally {
      over();
    }
  }
}
