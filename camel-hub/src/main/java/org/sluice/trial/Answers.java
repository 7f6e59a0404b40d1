package org.sluice.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * In place of every service: a proxy that all requests of routes go to, and that answers them from
 * an example's {@code http}. Without any the services are down or, if so wanted, are asked. What a
 * route sends (any method but GET) is kept.
 */
final class Answers implements AutoCloseable {
  private static final int LARGEST_SENT = 1 << 20;

  private final HttpServer server;
  private final Sent sent;
  private final HttpClient client;
  private volatile Map<String, Object> byPath;

  /**
   * @param asks whether services are asked where there are no answers
   */
  Answers(Sent sent, boolean asks) {
    this.sent = sent;
    this.client = asks ? HttpClient.newHttpClient() : null;
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

  /** Path, with query where it has one, to a JSON body or a status; null where there are none. */
  void are(Map<String, Object> answers) {
    byPath = answers;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, Object> answers = byPath;
      URI asked = exchange.getRequestURI();
      if (!exchange.getRequestMethod().equals("GET")) {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_SENT);
        sent.add(
            exchange.getRequestMethod() + " " + asked, new String(body, StandardCharsets.UTF_8));
        send(exchange, answers == null ? 200 : of(asked, answers, 200));
      } else if (answers != null) {
        send(exchange, of(asked, answers, 404));
      } else if (client != null) {
        ask(exchange, asked);
      }
    }
  }

  private static void send(HttpExchange exchange, Object answer) throws IOException {
    boolean status = answer instanceof Integer;
    byte[] body = status ? new byte[0] : Example.JSON.writeValueAsBytes(answer);
    send(exchange, status ? (Integer) answer : 200, body);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void ask(HttpExchange exchange, URI asked) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(asked)
            .header("Accept", "application/json")
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Object of(URI asked, Map<String, Object> answers, int otherwise) {
    String query = asked.getRawQuery();
    Object answer = query == null ? null : answers.get(asked.getRawPath() + "?" + query);
    return answer == null ? answers.getOrDefault(asked.getRawPath(), otherwise) : answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
