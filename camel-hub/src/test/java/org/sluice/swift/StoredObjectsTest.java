package org.sluice.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** What is asked of Swift, and what is made of its answers. */
class StoredObjectsTest {
  private static final ObjectKey KEY = new ObjectKey("AUTH_lake", "made", "a b/ü");

  private final Deque<Integer> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Map<String, List<String>>> headers = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer server;
  private StoredObjects swift;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v3/auth/tokens", this::token);
    server.createContext("/v1/", this::serve);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    swift =
        new StoredObjects(
            url,
            new KeystoneTokens(url + "/v3", "hub", "Default", "pw", "service", "Default"),
            Duration.ofMinutes(10));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void token(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("X-Subject-Token", "t");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] body =
        """
        {"token": {"methods": ["password"], "catalog": [], "roles": [],
         "expires_at": "2099-01-01T00:00:00.000000Z", "issued_at": "2026-01-01T00:00:00.000000Z",
         "user": {"id": "u", "name": "hub", "domain": {"id": "default", "name": "Default"}}}}
        """
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(201, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] said = "<html><h1>Why</h1>".getBytes(StandardCharsets.UTF_8);
    int status = answers.isEmpty() ? 201 : answers.poll();
    exchange.sendResponseHeaders(status, status == 204 ? -1 : said.length);
    if (status != 204) {
      exchange.getResponseBody().write(said);
    }
    exchange.close();
  }

  private boolean put(boolean fresh) {
    return swift.put(
        KEY,
        Upload.of("bytes".getBytes(StandardCharsets.UTF_8)),
        "4b3a6218bb3e3a7303e8a171a60fcf92",
        "text/plain",
        Map.of("sluice-source", "AUTH_lake/p/%C3%A9"),
        fresh);
  }

  private String header(int request, String name) {
    return headers.get(request).get(name).get(0);
  }

  @Test
  void anObjectIsStoredWithWhatItSaysOfItself() {
    assertTrue(put(false));
    assertEquals(List.of("PUT /v1/AUTH_lake/made/a%20b/%C3%BC"), asked);
    assertEquals(List.of("bytes"), bodies);
    assertEquals("t", header(0, "X-auth-token"));
    assertEquals("4b3a6218bb3e3a7303e8a171a60fcf92", header(0, "Etag"));
    assertEquals("text/plain", header(0, "Content-type"));
    assertEquals("AUTH_lake/p/%C3%A9", header(0, "X-object-meta-sluice-source"));
    assertFalse(headers.get(0).containsKey("If-none-match"));
  }

  @Test
  void aContainerThatIsMissingIsMade() {
    answers.addAll(List.of(404, 201, 201));
    assertTrue(put(false));
    assertEquals("PUT /v1/AUTH_lake/made", asked.get(1));
    assertEquals(List.of("bytes", "", "bytes"), bodies);
  }

  @Test
  void whereOnlyAFreshOneIsWantedAnotherStays() {
    answers.add(412);
    assertFalse(put(true));
    assertEquals("*", header(0, "If-none-match"));
  }

  @Test
  void aTokenThatSwiftRefusesIsTakenAnewAndTheBytesAreSentAgain() {
    answers.addAll(List.of(401, 201));
    assertTrue(put(false));
    assertEquals(List.of("bytes", "bytes"), bodies);
  }

  @ParameterizedTest
  @CsvSource({
    "202, SWIFT_UNREACHABLE",
    "400, GOLD_REJECTED",
    "403, OBJECT_FORBIDDEN",
    "409, SWIFT_UNREACHABLE",
    "412, SWIFT_UNREACHABLE",
    "413, GOLD_REJECTED",
    "422, SWIFT_UNREACHABLE",
    "503, SWIFT_UNREACHABLE"
  })
  void whatSwiftDoesNotStoreIsAFaultOfItsKind(int status, Fault fault) {
    answers.add(status);
    FaultException e = assertThrows(FaultException.class, () -> put(false));
    assertEquals(fault, e.fault());
    assertTrue(
        e.getMessage().startsWith("Swift answers " + status + " to PUT AUTH_lake/made/a b/ü"),
        e.getMessage());
    if (fault == Fault.GOLD_REJECTED) {
      assertTrue(e.getMessage().endsWith(": Why"), e.getMessage());
    }
  }

  @Test
  void metadataAreSaidWithTheContentTypeThatStays() {
    answers.add(202);
    swift.post(KEY, "text/plain", Map.of("sluice-version", "2"));
    assertEquals("POST /v1/AUTH_lake/made/a%20b/%C3%BC", asked.get(0));
    assertEquals("text/plain", header(0, "Content-type"));
    assertEquals("2", header(0, "X-object-meta-sluice-version"));
    answers.add(404);
    assertThrows(FaultException.class, () -> swift.post(KEY, "text/plain", Map.of()));
  }

  @Test
  void whatIsGoneIsDeleted() {
    answers.addAll(List.of(204, 404, 409));
    assertTrue(swift.delete(KEY));
    assertFalse(swift.delete(KEY));
    assertThrows(FaultException.class, () -> swift.delete(KEY));
  }
}
