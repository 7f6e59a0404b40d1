package org.sluice.console;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Refuses what another site's page asks of the console: a browser sends the password along whoever
 * asks. It also keeps the console's pages out of other sites' frames.
 */
final class OwnPages extends Filter {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Headers out = exchange.getResponseHeaders();
    out.set("X-Frame-Options", "DENY");
    out.set("X-Content-Type-Options", "nosniff");
    out.set("Referrer-Policy", "same-origin");
    if (own(exchange.getRequestHeaders())) {
      chain.doFilter(exchange);
    } else {
      exchange.sendResponseHeaders(403, -1);
      exchange.close();
    }
  }

  private static boolean own(Headers in) {
    String site = in.getFirst("Sec-Fetch-Site");
    String origin = in.getFirst("Origin");
    return (site == null || OWN.contains(site))
        && (origin == null || authority(origin).equals(in.getFirst("Host")));
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public String description() {
    return "refuses requests of other sites' pages";
  }
}
