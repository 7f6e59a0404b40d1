package org.sluice.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.event.Events;
import org.sluice.event.JournalRange;

/** What a batch is answered, with a Kafka that takes it and one that does not. */
class IntakeTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final JournalRange RANGE = new JournalRange("proxy1", "17-2-b", 3, 9);
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final List<Set<String>> askedOf = new ArrayList<>();
  private List<JournalRange> again = List.of(RANGE);
  private boolean kafkaFails;
  @TempDir Path dir;

  /** Stands for the components of HTTP and Kafka, whose options it does not know. */
  private static final class Plain extends DirectComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters)
        throws Exception {
      parameters.clear();
      return super.createEndpoint(uri, rest, parameters);
    }
  }

  @BeforeEach
  void start() throws Exception {
    Path keys = Files.writeString(dir.resolve("keys"), Base64.getEncoder().encodeToString(KEY));
    WebhookSignature signature =
        new WebhookSignature(keys, Duration.ofMinutes(5), Clock.systemUTC());
    context.setAutowiredEnabled(false);
    context.addComponent("platform-http", new Plain());
    context.addComponent("kafka", new Plain());
    context.addRoutes(
        new Intake(
            signature,
            1 << 20,
            "lake.events",
            proxies -> {
              askedOf.add(proxies);
              return again;
            }));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("kafka:lake.events")
                .errorHandler(noErrorHandler())
                .process(
                    e -> {
                      if (kafkaFails) {
                        throw new IllegalStateException("no broker");
                      }
                    });
          }
        });
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Exchange post(String body) throws Exception {
    String time = String.valueOf(Instant.now().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    byte[] sum = mac.doFinal(("msg_1." + time + "." + body).getBytes(StandardCharsets.UTF_8));
    return context
        .createProducerTemplate()
        .request(
            "platform-http:/v1/events?httpMethodRestrict=POST",
            e -> {
              e.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
              e.getMessage().setHeader("webhook-id", "msg_1");
              e.getMessage().setHeader("webhook-timestamp", time);
              e.getMessage()
                  .setHeader("webhook-signature", "v1," + Base64.getEncoder().encodeToString(sum));
            });
  }

  private static JsonNode json(Exchange exchange) throws Exception {
    return new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
  }

  private static int status(Exchange exchange) {
    return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
  }

  private static final String PROGRESS =
      "{\"specversion\":\"1.0\",\"id\":\"p\",\"type\":\"org.sluice.journal.progress\","
          + "\"source\":\"/swift/lake1\",\"time\":\"2026-11-23T20:06:04Z\",\"data\":"
          + "{\"schema_version\":1,\"proxy\":\"proxy2\",\"epoch\":\"e\",\"from\":1,\"to\":9}}";

  @Test
  void theAnswerAsksTheProxiesOfTheBatchForWhatIsMissing() throws Exception {
    Exchange answer = post("[" + Events.json("a", "1795464363.77499") + "," + PROGRESS + "]");
    assertEquals(202, status(answer));
    assertEquals(
        "{\"accepted\":2,\"again\":[{\"proxy\":\"proxy1\",\"epoch\":\"17-2-b\",\"from\":3,\"to\":9}]}",
        json(answer).toString());
    assertEquals(List.of(Set.of("proxy1", "proxy2")), askedOf);
  }

  @Test
  void whereNothingIsMissingTheAnswerIsAsItWas() throws Exception {
    again = List.of();
    assertEquals("{\"accepted\":1}", json(post("[" + PROGRESS + "]")).toString());
  }

  @Test
  void aBatchThatKafkaDoesNotTakeUsesUpNoWish() throws Exception {
    kafkaFails = true;
    Exchange answer = post("[" + PROGRESS + "]");
    assertEquals(503, status(answer));
    assertFalse(json(answer).has("again"));
    assertEquals(List.of(), askedOf);
  }

  @Test
  void aBatchWithARefusedEventUsesUpNoWish() throws Exception {
    Exchange answer = post("[" + PROGRESS + ",{}]");
    assertEquals(400, status(answer));
    assertEquals(1, json(answer).get("bad").get(0).get("index").asInt());
    assertEquals(List.of(), askedOf);
  }
}
