package org.sluice.gold.http;

import java.util.List;
import java.util.Map;

/**
 * Where records may be sent, and what is shown there.
 *
 * @param hosts {@code host} or {@code host:port}
 * @param credentials values of the Authorization header, by the names that routes give
 */
public record HttpAccess(List<String> hosts, Map<String, String> credentials) {
  public HttpAccess {
    hosts = List.copyOf(hosts);
    credentials = Map.copyOf(credentials);
  }

  @Override
  public String toString() {
    return "HttpAccess" + hosts;
  }
}
