package org.sluice.gold.influx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * The endpoints of an InfluxDB 2.x that are used, as its API is documented. Behind it may stand an
 * InfluxDB 1.x, which holds the points and answers InfluxQL.
 */
final class FakeInfluxTwo implements AutoCloseable {
  static final String ORGANISATION = "the lake";
  static final String TOKEN = "t-o-k-e-n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String behind;
  final Set<String> buckets = ConcurrentHashMap.newKeySet();

  /** Method and path of each request, without its query. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** Lines that were written, where nothing stands behind. */
  final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** What a write is answered; 0 for what it should be. */
  volatile int broken;

  /**
   * @param behind address of an InfluxDB 1.x; null for none
   */
  FakeInfluxTwo(String behind) throws IOException {
    this.behind = behind;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(exchange.getRequestMethod() + " " + path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!("Token " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        error(exchange, 401, "unauthorized", "unauthorized access");
        return;
      }
      Map<String, String> query = query(exchange.getRequestURI());
      switch (path) {
        case "/api/v2/orgs" ->
            answer(
                exchange,
                200,
                ORGANISATION.equals(query.get("org"))
                    ? "{\"orgs\":[{\"id\":\"0123456789abcdef\",\"name\":\"the lake\"}]}"
                    : "{\"orgs\":[]}");
        case "/api/v2/buckets" -> bucket(exchange, JSON.readTree(body));
        case "/api/v2/write" -> write(exchange, query, body);
        case "/query" -> ask(exchange, body);
        default -> error(exchange, 404, "not found", "path not found");
      }
    }
  }

  private void bucket(HttpExchange exchange, JsonNode asked) throws IOException {
    String name = asked.path("name").asText();
    if (!asked.path("orgID").asText().equals("0123456789abcdef")) {
      error(exchange, 404, "not found", "organization not found");
    } else if (!buckets.add(name)) {
      error(exchange, 422, "conflict", "bucket with name " + name + " already exists");
    } else {
      if (behind != null) {
        forward("POST", "/query?q=" + encoded("CREATE DATABASE \"" + name + "\""), new byte[0]);
      }
      answer(exchange, 201, "{\"id\":\"b\",\"name\":" + JSON.writeValueAsString(name) + "}");
    }
  }

  private void write(HttpExchange exchange, Map<String, String> query, byte[] body)
      throws IOException {
    String bucket = query.get("bucket");
    if (broken != 0) {
      error(exchange, broken, "broken", "as the test wants it");
    } else if (!ORGANISATION.equals(query.get("org"))) {
      error(exchange, 404, "not found", "organization name not found");
    } else if (!"ns".equals(query.get("precision"))) {
      error(exchange, 400, "invalid", "precision");
    } else if (!buckets.contains(bucket)) {
      error(exchange, 404, "not found", "bucket \"" + bucket + "\" not found");
    } else if (behind == null) {
      lines.addAll(new String(body, StandardCharsets.UTF_8).lines().toList());
      exchange.sendResponseHeaders(204, -1);
    } else {
      HttpResponse<byte[]> answer =
          forward("POST", "/write?precision=n&db=" + encoded(bucket), body);
      if (answer.statusCode() == 204) {
        exchange.sendResponseHeaders(204, -1);
      } else {
        JsonNode said = JSON.readTree(answer.body());
        error(exchange, answer.statusCode(), "invalid", said.path("error").asText());
      }
    }
  }

  /** InfluxQL, as the endpoint for clients of 1.x takes it. */
  private void ask(HttpExchange exchange, byte[] body) throws IOException {
    if (behind == null) {
      answer(exchange, 200, "{\"results\":[{\"statement_id\":0}]}");
      return;
    }
    String path = exchange.getRequestURI().toString();
    HttpResponse<byte[]> answer = forward(exchange.getRequestMethod(), path, body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private HttpResponse<byte[]> forward(String method, String path, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(behind + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (method.equals("POST") && path.startsWith("/query")) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new TreeMap<>();
    String raw = uri.getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    answer(exchange, status, JSON.writeValueAsString(Map.of("code", code, "message", message)));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
