package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.Test;

/** What a hub answers from its first breath to its last, to who sends events to it. */
class EntranceTest {
  private static final byte[] BATCH = new byte[300_000];

  private final Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Entrance entrance = new Entrance();
  private final Main main = new Main();
  private int port;

  private void ask(String when) {
    ask(when, "/v1/events");
  }

  private void ask(String when, String path) {
    try {
      answers.put(
          when,
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(BATCH))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void run() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    main.bind("entrance", entrance);
    main.addInitialProperty("camel.main.routesIncludePattern", "false");
    main.addInitialProperty("camel.server.enabled", "true");
    main.addInitialProperty("camel.server.host", "127.0.0.1");
    main.addInitialProperty("camel.server.port", String.valueOf(port));
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:first")
                    .startupOrder(1)
                    .routePolicy(
                        new RoutePolicySupport() {
                          @Override
                          public void onStart(Route route) {
                            ask("starting");
                          }
                        })
                    .setBody(constant(""));
                from("platform-http:/v1/events?httpMethodRestrict=POST").setBody(constant("taken"));
              }
            });
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStart(BaseMainSupport support) {
            ask("started");
            entrance.open();
            ask("open");
            ask("elsewhere", "/v1/event");
            main.completed();
          }

          @Override
          public void beforeStop(BaseMainSupport support) {
            entrance.close();
            ask("ending");
            support.getCamelContext().getRoutes().forEach(route -> route.getConsumer().stop());
            ask("without routes");
          }
        });
    main.run();
  }

  @Test
  void aHubThatStartsOrEndsAsksItsCallersToComeAgain() throws Exception {
    run();
    for (String closed : new String[] {"starting", "started", "ending", "without routes"}) {
      HttpResponse<String> answer = answers.get(closed);
      assertEquals(503, answer.statusCode(), closed);
      assertEquals("2", answer.headers().firstValue("Retry-After").orElse(null), closed);
      assertTrue(answer.body().contains("\"hub-not-open\""), answer.body());
    }
    assertEquals("taken", answers.get("open").body());
    assertEquals(404, answers.get("elsewhere").statusCode());
  }
}
