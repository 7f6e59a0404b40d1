package org.sluice.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final String ROUTE =
      "org.apache.camel:context=console-test,type=routes,name=\"seen\"";

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final HttpClient client = HttpClient.newHttpClient();
  private Console console;

  @BeforeEach
  void open() throws Exception {
    context.getCamelContextExtension().setName("console-test");
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:seen").routeId("seen").log("seen");
          }
        });
    context.start();
    console = new Console(new Console.Access("127.0.0.1", 0, "sluice", "right"));
  }

  @AfterEach
  void close() {
    console.close();
    context.stop();
  }

  private HttpRequest.Builder request(String path, String password) {
    String basic =
        Base64.getEncoder().encodeToString(("sluice:" + password).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path))
        .header("Authorization", "Basic " + basic);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String jolokia(String json) throws Exception {
    HttpRequest request =
        request("/hawtio/jolokia", "right").POST(HttpRequest.BodyPublishers.ofString(json)).build();
    return send(request).body();
  }

  private static String read(String mbean, String attribute) {
    return "{\"type\":\"read\",\"mbean\":\""
        + mbean.replace("\"", "\\\"")
        + "\",\"attribute\":\""
        + attribute
        + "\"}";
  }

  @Test
  void nothingIsShownWithoutThePassword() throws Exception {
    for (String path :
        new String[] {"/", "/hawtio/", "/hawtio/jolokia", "/hawtio/user", "/anything"}) {
      URI uri = URI.create("http://127.0.0.1:" + console.port() + path);
      assertEquals(401, send(HttpRequest.newBuilder(uri).build()).statusCode(), path);
      assertEquals(401, send(request(path, "wrong").build()).statusCode(), path);
    }
    assertEquals(401, send(request("/hawtio/jolokia/version", "").build()).statusCode());
  }

  @Test
  void hawtioIsShownWithIt() throws Exception {
    HttpResponse<String> start = send(request("/hawtio/", "right").build());
    assertEquals(200, start.statusCode());
    assertTrue(start.body().contains("<title>Hawtio</title>"));
    // A place within the pages, as one reloads it.
    assertEquals(start.body(), send(request("/hawtio/camel", "right").build()).body());
    assertEquals("\"sluice\"", send(request("/hawtio/user", "right").build()).body());
    assertEquals(404, send(request("/hawtio/no.js", "right").build()).statusCode());
    assertEquals(404, send(request("/etc/passwd", "right").build()).statusCode());
    assertEquals(
        404, send(request("/hawtio/../org/sluice/Hub.class", "right").build()).statusCode());
  }

  @Test
  void figuresOfRoutesAreRead() throws Exception {
    context.createProducerTemplate().sendBody("direct:seen", "one");
    String told = jolokia(read(ROUTE, "ExchangesTotal"));
    assertTrue(told.contains("\"value\":1"), told);
  }

  @Test
  void mbeansBesideCamelsAreOutOfReach() throws Exception {
    String dump = "com.sun.management:type=HotSpotDiagnostic";
    String told = jolokia(read(dump, "DiagnosticOptions"));
    assertFalse(told.contains("\"status\":200"), told);
    told =
        jolokia("{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc()\"}");
    assertFalse(told.contains("\"status\":200"), told);
    assertFalse(jolokia("{\"type\":\"list\"}").contains("HotSpotDiagnostic"));
    assertTrue(jolokia("{\"type\":\"list\"}").contains("org.apache.camel"));
  }

  @Test
  void otherSitesPagesAreRefused() throws Exception {
    HttpRequest foreign =
        request("/hawtio/jolokia/version", "right").header("Sec-Fetch-Site", "cross-site").build();
    assertEquals(403, send(foreign).statusCode());
    HttpRequest origin =
        request("/hawtio/jolokia/version", "right").header("Origin", "http://evil.test").build();
    assertEquals(403, send(origin).statusCode());
    String own = "http://127.0.0.1:" + console.port();
    HttpRequest here =
        request("/hawtio/jolokia/version", "right")
            .header("Origin", own)
            .header("Sec-Fetch-Site", "same-origin")
            .build();
    assertEquals(200, send(here).statusCode());
  }
}
