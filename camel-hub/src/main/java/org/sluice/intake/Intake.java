package org.sluice.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.sluice.event.JournalRange;

/** The route from {@code POST /v1/events} to the topic {@code lake.events}. */
public final class Intake extends RouteBuilder {
  static final String GOOD = "sluice.good";
  private static final String PROXIES = "sluice.proxies";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WebhookSignature signature;
  private final int maxBytes;
  private final String eventsTopic;
  private final Function<Set<String>, List<JournalRange>> wanted;

  /**
   * @param eventsTopic topic of events; the Kafka component in the context knows the brokers
   * @param wanted what the shippers of some proxies are to send again; must answer at once
   */
  public Intake(
      WebhookSignature signature,
      int maxBytes,
      String eventsTopic,
      Function<Set<String>, List<JournalRange>> wanted) {
    this.signature = signature;
    this.maxBytes = maxBytes;
    this.eventsTopic = eventsTopic;
    this.wanted = wanted;
  }

  @Override
  public void configure() {
    // A failed send is no fault of the caller's batch: the shipper keeps it and comes again.
    onException(Exception.class)
        .handled(true)
        .logStackTrace(false)
        .process(
            e -> {
              answer(e, 503, error("kafka-unreachable", cause(e), "Send the batch again."));
              e.getMessage().setHeader("Retry-After", "2");
            });
    from("platform-http:/v1/events?httpMethodRestrict=POST")
        .routeId("sluice-intake")
        .routeGroup("sluice")
        .routeDescription("Signed batches of events to Kafka")
        .process(this::admit)
        .filter(exchangeProperty(GOOD).isNotNull())
        .setProperty("sluice.answer", body())
        .setBody(exchangeProperty(GOOD))
        .to("kafka:" + eventsTopic)
        .process(this::taken)
        .end();
  }

  private void admit(Exchange exchange) {
    Message in = exchange.getMessage();
    byte[] body = in.getBody(byte[].class);
    if (body == null) {
      body = new byte[0];
    }
    if (body.length > maxBytes) {
      answer(
          exchange,
          413,
          error(
              "batch-too-large",
              "The batch has " + body.length + " bytes; " + maxBytes + " are taken",
              "Send smaller batches."));
      return;
    }
    String refusal =
        signature.refusal(
            in.getHeader("webhook-id", String.class),
            in.getHeader("webhook-timestamp", String.class),
            in.getHeader("webhook-signature", String.class),
            body);
    if (refusal != null) {
      answer(
          exchange,
          401,
          error(
              "signature-refused",
              refusal,
              "Give the shipper a key that stands in the hub's events.keys-file, and look at both clocks."));
      return;
    }
    try {
      take(exchange, EventBatch.of(body));
    } catch (EventBatch.NotABatch e) {
      ObjectNode answer = error("not-a-batch", e.getMessage(), "Send a JSON array of CloudEvents.");
      answer.withObject("/error").put("field", e.field());
      answer(exchange, 400, answer);
    }
  }

  private static void take(Exchange exchange, EventBatch batch) {
    ObjectNode answer = JSON.createObjectNode().put("accepted", batch.good().size());
    if (!batch.bad().isEmpty()) {
      EventBatch.BadEvent first = batch.bad().get(0);
      answer.setAll(
          error(
              "event-refused",
              batch.bad().size()
                  + " events of the batch are refused, the first at index "
                  + first.index()
                  + " for "
                  + first.field()
                  + ": "
                  + first.message(),
              "The others were taken. Correct those listed under bad."));
      answer.set("bad", JSON.valueToTree(batch.bad()));
    }
    answer(exchange, batch.bad().isEmpty() ? 202 : 400, answer);
    if (!batch.good().isEmpty()) {
      Set<String> proxies = new HashSet<>();
      List<Message> messages = new ArrayList<>();
      for (JsonNode event : batch.good()) {
        Message message = new DefaultMessage(exchange.getContext());
        message.setBody(event.toString());
        message.setHeader(KafkaConstants.KEY, key(event));
        messages.add(message);
        proxies.add(proxy(event));
      }
      exchange.setProperty(GOOD, messages);
      exchange.setProperty(PROXIES, proxies);
    }
  }

  /** Kafka has the batch: asks for what is missing of its journals. */
  private void taken(Exchange exchange) {
    ObjectNode answer = exchange.getProperty("sluice.answer", ObjectNode.class);
    if (!answer.has("error")) {
      @SuppressWarnings("unchecked")
      Set<String> proxies = exchange.getProperty(PROXIES, Set.class);
      List<JournalRange> again = wanted.apply(proxies);
      if (!again.isEmpty()) {
        answer.set("again", JSON.valueToTree(again));
      }
    }
    exchange.getMessage().setBody(answer.toString());
  }

  private static String proxy(JsonNode event) {
    JsonNode data = event.path("data");
    return (data.has("proxy") ? data : data.path("journal")).path("proxy").asText();
  }

  private static String key(JsonNode event) {
    JsonNode data = event.path("data");
    return data.has("proxy")
        ? data.path("proxy").asText() + "/" + data.path("epoch").asText()
        : data.path("account").asText()
            + "/"
            + data.path("container").asText()
            + "/"
            + data.path("object").asText();
  }

  private static void answer(Exchange exchange, int status, ObjectNode body) {
    Message out = exchange.getMessage();
    // Else the caller would get its own headers back.
    out.removeHeaders("*");
    out.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    out.setHeader(Exchange.CONTENT_TYPE, "application/json");
    out.setBody(body.toString());
  }

  private static ObjectNode error(String code, String message, String hint) {
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("error").put("code", code).put("message", message).put("hint", hint);
    return answer;
  }

  private static String cause(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    return "Kafka has not taken the batch: " + (cause == null ? "unknown" : cause.getMessage());
  }
}
