package org.sluice.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.api.LogHandler;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JVM's MBeans over HTTP, as far as {@link CamelOnly} shows them. */
final class Jolokia implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jolokia.class);
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final JolokiaServiceManager services;
  private final HttpRequestHandler requests;

  Jolokia() {
    services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            new StaticConfiguration(
                ConfigKey.AGENT_ID,
                "sluice",
                ConfigKey.ALLOW_ERROR_DETAILS,
                "false",
                ConfigKey.DISCOVERY_ENABLED,
                "false"),
            new ToLog(),
            new CamelOnly());
    services.addService(new JolokiaSerializer());
    services.addService(new LocalRequestHandler(1));
    requests = new HttpRequestHandler(services.start());
  }

  HttpHandler handler() {
    return this::handle;
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    JSONStructure answer;
    try {
      answer = answer(exchange, uri);
    } catch (EmptyResponseException e) {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    } catch (RuntimeException e) {
      answer = requests.handleThrowable(e);
    }
    byte[] text = answer.toJSONString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    Hawtio.send(exchange, 200, text);
  }

  private JSONStructure answer(HttpExchange exchange, URI uri)
      throws IOException, EmptyResponseException {
    switch (exchange.getRequestMethod()) {
      case "POST":
        return requests.handlePostRequest(
            uri.toString(), exchange.getRequestBody(), UTF_8, Map.of());
      case "GET":
        String path = uri.getRawPath().substring(exchange.getHttpContext().getPath().length());
        return requests.handleGetRequest(uri.toString(), path, Map.of());
      default:
        throw new IllegalArgumentException(
            exchange.getRequestMethod() + " is no request for MBeans");
    }
  }

  @Override
  public void close() {
    services.stop();
  }

  /** A request that fails is its sender's; it is told there. */
  private static final class ToLog implements LogHandler {
    @Override
    public void debug(String message) {
      LOG.debug(message);
    }

    @Override
    public void info(String message) {
      LOG.debug(message);
    }

    @Override
    public void error(String message, Throwable error) {
      LOG.debug(message, error);
    }

    @Override
    public boolean isDebug() {
      return LOG.isDebugEnabled();
    }
  }
}
