package org.sluice.enrich.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Asks one service through Camel's HTTP component: no redirects, no retries, no header but ours.
 */
final class LookupClient {
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpEndpoint endpoint;

  // not through a template: that would close the answer before it is read
  private final Producer producer;
  private final String select;

  LookupClient(CamelContext context, String base, long timeout, String select) {
    this.select = select;
    String options =
        "?throwExceptionOnFailure=false&followRedirects=false&skipResponseHeaders=true"
            + "&disableStreamCache=true&userAgent=sluice&connectTimeout=%1$d&responseTimeout=%1$d"
            + "&soTimeout=%1$d&connectionRequestTimeout=%1$d";
    endpoint = context.getEndpoint(base + options.formatted(timeout), HttpEndpoint.class);
    endpoint.setHttpClientConfigurer(
        client -> client.disableAutomaticRetries().disableRedirectHandling());
    try {
      producer = endpoint.createProducer();
      ServiceHelper.startService(producer);
    } catch (Exception e) {
      throw new IllegalArgumentException("no client for " + base + ": " + e.getMessage(), e);
    }
  }

  /** What stands under the selected key; empty when the service knows nothing of it. */
  Optional<Object> get(String url) throws LookupException {
    Exchange exchange = endpoint.createExchange();
    exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
    exchange.getMessage().setHeader(Exchange.HTTP_URI, url);
    exchange.getMessage().setHeader("Accept", "application/json");
    try {
      producer.process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
    } catch (Exception e) {
      throw new LookupException(url, reason(e), e instanceof IOException, e);
    }
    byte[] answer = answer(exchange, url);
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status != null && status == 404) {
      return Optional.empty();
    }
    if (status == null || status < 200 || status > 299) {
      throw new LookupException(url, "the answer was " + status, false, null);
    }
    return selected(answer, url);
  }

  private static byte[] answer(Exchange exchange, String url) throws LookupException {
    try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
      byte[] answer = in == null ? new byte[0] : in.readNBytes(LARGEST_ANSWER + 1);
      if (answer.length > LARGEST_ANSWER) {
        throw new LookupException(url, "the answer is larger than 1 MiB", false, null);
      }
      return answer;
    } catch (IOException e) {
      throw new LookupException(url, reason(e), true, e);
    }
  }

  private Optional<Object> selected(byte[] answer, String url) throws LookupException {
    JsonNode json;
    try {
      json = JSON.readTree(answer);
    } catch (IOException e) {
      throw new LookupException(url, "the answer is no JSON", false, e);
    }
    JsonNode value = json == null ? null : json.get(select);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value.isContainerNode()) {
      throw new LookupException(
          url, "the answer has no single value under '" + select + "'", false, null);
    }
    return Optional.of(
        value.isNumber()
            ? (Object) value.numberValue()
            : value.isBoolean() ? (Object) value.booleanValue() : value.asText());
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
