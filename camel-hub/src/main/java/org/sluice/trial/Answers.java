package org.sluice.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * In place of every service: a proxy that all requests of routes go to, and that answers them from
 * an example's {@code http}. Without any the services are down. What a route sends (any method but
 * GET and HEAD) is kept.
 */
final class Answers implements AutoCloseable {
  private static final int LARGEST_SENT = 1 << 20;

  private final HttpServer server;
  private final Sent sent;
  private volatile Map<String, Object> byPath;

  Answers(Sent sent) {
    this.sent = sent;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return server.getAddress().getAddress().getHostAddress();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Path, with query where it has one, to a JSON body or a status; null where all are down. */
  void are(Map<String, Object> answers) {
    byPath = answers;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, Object> answers = byPath;
      boolean reads = exchange.getRequestMethod().matches("GET|HEAD");
      if (!reads) {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_SENT);
        sent.add(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            new String(body, StandardCharsets.UTF_8));
      } else if (answers == null) {
        return;
      }
      Object answer = answers == null ? null : of(exchange.getRequestURI(), answers);
      int status =
          answer == null ? (reads ? 404 : 200) : answer instanceof Integer number ? number : 200;
      byte[] body = new byte[0];
      if (answer instanceof Map || answer instanceof Iterable) {
        body = Example.JSON.writeValueAsBytes(answer);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Object of(URI asked, Map<String, Object> answers) {
    String query = asked.getRawQuery();
    Object answer = query == null ? null : answers.get(asked.getRawPath() + "?" + query);
    return answer == null ? answers.get(asked.getRawPath()) : answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
