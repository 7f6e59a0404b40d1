package org.sluice.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Hawtio's pages, and the few answers that they ask for beside Jolokia's. */
final class Hawtio implements HttpHandler {
  /** Where the build puts what Hawtio's archive holds. */
  private static final String FILES = "/hawtio/";

  private static final String START = "index.html";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "ico", "image/x-icon",
          "png", "image/png",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, String> answers;

  Hawtio(String user) {
    answers =
        Map.of(
            "user",
            "\"" + user.replace("\\", "").replace("\"", "") + "\"",
            "plugin",
            "[]",
            "auth/config",
            "{}",
            "auth/config/session-timeout",
            "{\"timeout\":-1}",
            "auth/logout",
            "{}",
            "keycloak/enabled",
            "false",
            "proxy/enabled",
            "false");
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/") || path.equals("/hawtio")) {
      exchange.getResponseHeaders().set("Location", Console.PATH);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    } else if (!path.startsWith(Console.PATH)) {
      send(exchange, 404, new byte[0]);
    } else if (!exchange.getRequestMethod().equals("GET")) {
      send(exchange, 405, new byte[0]);
    } else {
      page(exchange, path.substring(Console.PATH.length()));
    }
  }

  private void page(HttpExchange exchange, String name) throws IOException {
    String answer = answers.get(name);
    if (answer != null) {
      exchange.getResponseHeaders().set("Content-Type", TYPES.get("json"));
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
      return;
    }
    // A place within the pages is no file: the start page finds it.
    String file = name.contains(".") ? name : START;
    try (InputStream in = Hawtio.class.getResourceAsStream(FILES + file)) {
      String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
      if (in == null || type == null || file.contains("..")) {
        send(exchange, 404, new byte[0]);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange
          .getResponseHeaders()
          .set("Cache-Control", file.startsWith("static/") ? "private, max-age=86400" : "no-store");
      send(exchange, 200, in.readAllBytes());
    }
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
    exchange.close();
  }
}
