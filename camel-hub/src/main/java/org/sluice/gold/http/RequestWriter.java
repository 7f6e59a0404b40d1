package org.sluice.gold.http;

import org.sluice.enrich.http.LookupAddress;

/** Sends requests. */
public interface RequestWriter {
  /**
   * Looks, when a route is loaded, whether it may send there.
   *
   * @param credentials name of what it would show; empty for nothing
   * @throws org.sluice.fault.FaultException host-not-allowed or setting-invalid
   */
  void permit(LookupAddress address, String credentials);

  /**
   * Returns once the service has taken it.
   *
   * @throws org.sluice.fault.FaultException gold-rejected for what the service refuses,
   *     service-unreachable, access-denied or setting-invalid
   */
  void send(Request request);
}
