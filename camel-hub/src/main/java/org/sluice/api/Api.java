package org.sluice.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.fault.JsonWords;

/** Serves the actions over HTTP. */
public final class Api extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final ApiKey key;
  private final List<Action> actions;

  Api(ApiKey key, List<Action> actions) {
    this.key = key;
    this.actions = actions;
  }

  @Override
  public void configure() {
    for (Action action : actions) {
      from("platform-http:" + action.path() + "?httpMethodRestrict=" + action.method())
          .routeId(
              "sluice-api-"
                  + action.method().toLowerCase(java.util.Locale.ROOT)
                  + action.path().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", ""))
          .routeGroup("sluice")
          .routeDescription(action.summary())
          .process(exchange -> serve(exchange, action));
    }
  }

  private void serve(Exchange exchange, Action action) {
    Message in = exchange.getMessage();
    if (!action.open() && !key.admits(in.getHeader("Authorization", String.class))) {
      answer(
          exchange,
          401,
          error(
              "key-refused",
              "The API key is missing or wrong",
              "Send Authorization: Bearer with the key of the hub's api.key-file."));
      return;
    }
    try {
      Action.Answer answer = action.work().answer(new CamelRequest(in));
      if (answer.body() instanceof Path file) {
        text(exchange, answer.status(), file);
      } else if (answer.body() instanceof Action.Text text) {
        answer(exchange, answer.status(), text.contentType(), text.text());
      } else {
        answer(exchange, answer.status(), answer.body());
      }
    } catch (ApiException e) {
      answer(exchange, e.status(), error(e.code(), e.getMessage(), e.hint()));
    } catch (FaultException e) {
      int status = e.fault().kind() == FaultKind.DATA ? 400 : 503;
      answer(exchange, status, error(e.fault().code(), e.getMessage(), e.fault().hint()));
    } catch (com.mongodb.MongoException e) {
      answer(
          exchange,
          503,
          error(
              "catalogue-unreachable",
              "MongoDB does not answer: " + e.getMessage(),
              "Look at MongoDB and ask again."));
    } catch (LinkageError e) {
      LOG.error("{} {} failed: a class is not there", action.method(), action.path(), e);
      answer(
          exchange,
          500,
          error(
              "hub-changed",
              "The hub's own files are not those that it was started with: " + e.getMessage(),
              "They were built anew beneath it. Start it again: ./sluice stop hub, start hub."));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", action.method(), action.path(), e);
      answer(
          exchange,
          500,
          error("unexpected", String.valueOf(e.getMessage()), "The hub's log has the trace."));
    }
  }

  /** The file goes as soon as it is sent, or the sending is given up. */
  private static void text(Exchange exchange, int status, Path file) {
    try {
      Message out = exchange.getMessage();
      out.removeHeaders("*");
      out.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
      out.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
      out.setBody(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(Exchange exchange, int status, Object body) {
    answer(exchange, status, "application/json", Json.text(body));
  }

  private static void answer(Exchange exchange, int status, String contentType, String text) {
    Message out = exchange.getMessage();
    out.removeHeaders("*");
    out.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    out.setHeader(Exchange.CONTENT_TYPE, contentType);
    out.setBody(text);
  }

  static Map<String, Object> error(String code, String message, String hint) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("hint", hint);
    return Map.of("error", error);
  }

  private record CamelRequest(Message message) implements Action.Request {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String parameter(String name) {
      Object value = message.getHeader(name);
      if (value == null && name.startsWith("body.")) {
        return field(name.substring("body.".length()));
      }
      return value instanceof List<?> many ? String.valueOf(many.get(0)) : (String) value;
    }

    private String field(String name) {
      try {
        JsonNode value = JSON.readTree(body()).path(name);
        return value.isNumber() || value.isBoolean() ? value.asText() : value.textValue();
      } catch (JsonProcessingException e) {
        throw new ApiException(
            400, "not-json", "The body is not JSON: " + JsonWords.reason(e), "Send a JSON object.");
      }
    }

    @Override
    public String body() {
      String body = message.getBody(String.class);
      return body == null ? "" : body;
    }
  }
}
