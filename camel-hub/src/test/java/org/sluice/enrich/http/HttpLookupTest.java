package org.sluice.enrich.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;
import org.sluice.routes.RoomsStub;
import org.sluice.routes.RouteKit;

/** The block itself, without the Kamelet that goes on when it fails. */
class HttpLookupTest {
  private final RoomsStub rooms = new RoomsStub();
  private final CamelContext context = RouteKit.context(rooms.url());

  HttpLookupTest() throws Exception {}

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
    rooms.close();
  }

  @Test
  void eachAddressIsAskedOnceAndRecordsAreEnrichedToo() throws Exception {
    rooms.answers(Map.of("/rooms/a%20b", Map.of("name", "A"), "/rooms/c", Map.of("other", 1)));
    Exchange exchange = run(rooms.url(), "a b", "c", "a b", "d");
    assertEquals(
        List.of("A", "-", "A", "-"),
        items(exchange).stream().map(item -> item.getOrDefault("room", "-")).toList());
    assertNull(exchange.getException());
    assertEquals(3, rooms.asked().size());
  }

  @Test
  void noHeaderOfTheLakeLeavesIt() throws Exception {
    run(rooms.url(), "a");
    Set<String> sent = new TreeSet<>(rooms.asked().get(0).getRequestHeaders().keySet());
    sent.removeAll(Set.of("Accept", "Accept-encoding", "Connection", "Host", "User-agent"));
    assertEquals(Set.of(), sent);
  }

  @Test
  void aValueCannotClimbToAnotherAddress() throws Exception {
    run(rooms.url(), "..", "../admin", "a/b?c=d#e", "%2e%2e");
    assertEquals(
        List.of("/rooms/..%2Fadmin", "/rooms/a%2Fb%3Fc%3Dd%23e", "/rooms/%252e%252e"),
        rooms.asked().stream().map(each -> each.getRequestURI()).map(URI::toString).toList());
  }

  @Test
  void aRedirectIsAFailureAndNotFollowed() throws Exception {
    rooms.answers(Map.of("/rooms/a", 302, "/rooms/b", Map.of("name", "B")));
    Exchange exchange = run(rooms.url(), "a", "b");
    assertTrue(fault(exchange).getMessage().contains("/rooms/a: the answer was 302"));
    assertEquals("B", items(exchange).get(1).get("room"));
    assertEquals(2, rooms.asked().size());
  }

  @Test
  @Timeout(120)
  void aServiceThatHangsIsWaitedForOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Exchange exchange = run("http://127.0.0.1:" + silent.getLocalPort(), 500, "a", "b", "c");
      assertEquals(Fault.SERVICE_UNREACHABLE, fault(exchange).fault());
      assertEquals(3, items(exchange).size());
      assertNull(items(exchange).get(0).get("room"));
      assertEquals(1, connections(silent));
    }
  }

  /** How many have come. */
  private static int connections(ServerSocket server) throws IOException {
    server.setSoTimeout(1);
    for (int count = 0; ; count++) {
      try {
        server.accept().close();
      } catch (SocketTimeoutException e) {
        return count;
      }
    }
  }

  private static FaultException fault(Exchange exchange) {
    return (FaultException) exchange.getException();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> items(Exchange exchange) {
    return exchange.getMessage().getBody(List.class);
  }

  private Exchange run(String service, String... values) throws Exception {
    return run(service, 30_000, values);
  }

  /**
   * @param timeout in milliseconds
   */
  private Exchange run(String service, int timeout, String... values) throws Exception {
    RouteKit.load(
        context,
        """
        - route:
            id: tried
            from:
              uri: lake:objects
              steps:
                - to:
                    uri: enrich:http-lookup
                    parameters:
                      url: "%s/rooms/{place}"
                      select: name
                      into: room
                      timeout: %d
                      allowedHosts: 127.0.0.1
        """
            .formatted(service, timeout));
    List<Map<String, Object>> records = new ArrayList<>();
    for (String value : values) {
      records.add(Map.of("place", value));
    }
    return RouteKit.run(context, TestRuns.run("p", "o", TestRuns.OLDER), records);
  }
}
