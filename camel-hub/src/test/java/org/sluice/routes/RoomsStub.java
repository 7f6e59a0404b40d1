package org.sluice.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service with set answers, which notes what it is asked. */
public final class RoomsStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();
  private volatile Map<String, Object> answers = Map.of();

  public RoomsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Path to body, or to a number, which is a status. */
  public void answers(Map<String, Object> byPath) {
    answers = byPath;
    asked.clear();
  }

  public List<HttpExchange> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange);
    Object answer = answers.get(exchange.getRequestURI().toString());
    int status = answer == null ? 404 : answer instanceof Integer number ? number : 200;
    byte[] body = answer instanceof Map ? JSON.writeValueAsBytes(answer) : new byte[0];
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
