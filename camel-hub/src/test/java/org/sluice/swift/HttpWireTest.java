package org.sluice.swift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests and answers as they stand on the wire. */
@Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpWireTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final HttpWire wire = new HttpWire(LONG);
  private final Set<Integer> connections = new HashSet<>();
  private HttpServer server;
  private Headers asked;
  private URI path;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress().getPort());
    asked = exchange.getRequestHeaders();
    path = exchange.getRequestURI();
    byte[] said = {31, -117, 1, 2};
    switch (exchange.getRequestURI().getPath()) {
      case "/endless" -> {
        exchange.sendResponseHeaders(200, 1L << 40);
        exchange.getResponseBody().write(said);
        exchange.getResponseBody().flush();
      }
      case "/elsewhere" -> {
        exchange.getResponseHeaders().add("Location", "/");
        exchange.sendResponseHeaders(302, -1);
      }
      case "/packed" -> {
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
      }
      default -> {
        exchange.getResponseHeaders().add("X-Said", String.valueOf(asked.getFirst("X-Say")));
        exchange.sendResponseHeaders(404, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
      }
    }
  }

  private Answer get(String path, Map<String, String> headers) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return wire.send("GET", uri, headers, Upload.NONE, LONG);
  }

  @Test
  void aPathGoesAsItIsTold() throws IOException {
    get("/v1/A/c/a//b/../%2F%3F/.?symlink=get", Map.of()).discard();
    assertEquals("/v1/A/c/a//b/../%2F%3F/.?symlink=get", path.toString());
  }

  @Test
  void nothingIsAskedForThatWasNotTold() throws IOException {
    get("/", Map.of("X-Newest", "true")).discard();
    assertEquals("true", asked.getFirst("X-Newest"));
    assertEquals(Set.of("Host", "Connection", "User-agent", "X-newest"), asked.keySet());
  }

  @Test
  void headersAreLatin1BothWays() throws IOException {
    String umlaut = new String("ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Answer answer = get("/", Map.of("X-Say", umlaut));
    answer.discard();
    assertEquals("ü", SwiftHttp.text(answer.headers().firstValue("x-said").orElseThrow()));
  }

  @Test
  void packedBytesStayPacked() throws IOException {
    Answer answer = get("/packed", Map.of());
    assertArrayEquals(new byte[] {31, -117, 1, 2}, answer.body().readAllBytes());
    assertEquals("gzip", answer.headers().firstValue("content-encoding").orElse(null));
  }

  @Test
  void aRedirectIsAnAnswer() throws IOException {
    assertEquals(302, get("/elsewhere", Map.of()).status());
  }

  @Test
  void aConnectionIsUsedAgainAlsoAfterAnAnswerThatNobodyNeeds() throws IOException {
    for (int i = 0; i < 3; i++) {
      get("/", Map.of()).discard();
    }
    assertEquals(1, connections.size());
  }

  @Test
  void whoClosesABodyBeforeItsEndDoesNotWaitForTheRest() throws IOException {
    get("/endless", Map.of()).body().close();
    assertEquals(404, get("/", Map.of()).status());
    assertEquals(2, connections.size());
  }

  @Test
  void anAnswerThatDoesNotBeginInTimeIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThrows(IOException.class, () -> wire.send("GET", uri, Map.of(), Upload.NONE, SHORT));
    }
  }

  @Test
  void anUploadThatNobodyReadsIsBrokenOff() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      Upload large = Upload.of(new byte[64 << 20]);
      IOException e =
          assertThrows(IOException.class, () -> wire.send("PUT", uri, Map.of(), large, SHORT));
      assertTrue(e.getMessage().startsWith("it was not over after"), e.getMessage());
    }
  }

  @Test
  void aBodyReadToItsLastByteLeavesItsConnectionToOthers() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (var body = get("/packed", Map.of()).body()) {
        assertEquals(4, body.readNBytes(4).length);
      }
    }
    assertEquals(1, connections.size());
    assertEquals(0, wire.open());
  }

  @Test
  void whatIsClosedEarlyIsNotOpenAnyMore() throws IOException {
    Answer endless = get("/endless", Map.of());
    assertEquals(1, wire.open());
    endless.body().close();
    assertEquals(0, wire.open());
  }

  /** It says nothing of it, and the client asks it by the connection that it knows. */
  @Test
  void whereTheServerHasClosedAConnectionAReadIsAskedOnceMore() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 2; i++) {
                  answerOnce(server, "Vary: a\r\nvary: b\r\n");
                }
              });
      URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      for (int i = 0; i < 2; i++) {
        Answer answer = wire.send("GET", uri, Map.of(), Upload.NONE, LONG);
        answer.discard();
        assertEquals(200, answer.status());
        assertEquals(List.of("a", "b"), answer.headers().allValues("VARY"));
      }
      served.get();
    }
  }

  private static void answerOnce(ServerSocket server, String headers) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[4096]);
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + headers + "\r\nok";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anUploadWhoseThreadIsInterruptedIsBrokenOff() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      CountDownLatch begun = new CountDownLatch(1);
      InputStream bytes =
          new ByteArrayInputStream(new byte[64 << 20]) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
              begun.countDown();
              return super.read(buffer, offset, length);
            }
          };
      CompletableFuture<Answer> sent = new CompletableFuture<>();
      Thread uploads =
          new Thread(
              () -> {
                try {
                  Upload large = new Upload(64 << 20, () -> bytes);
                  sent.complete(wire.send("PUT", uri, Map.of(), large, LONG));
                } catch (IOException | RuntimeException e) {
                  sent.completeExceptionally(e);
                }
              });
      uploads.start();
      begun.await();
      uploads.interrupt();
      Throwable why = assertThrows(ExecutionException.class, sent::get).getCause();
      assertEquals("its thread was interrupted", why.getMessage());
      assertEquals(0, wire.open());
    }
  }

  @Test
  void whoIsInterruptedBeforeItIsToldSo() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      Upload large = Upload.of(new byte[64 << 20]);
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, () -> wire.send("PUT", uri, Map.of(), large, LONG));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void anErrorInOneRequestIsThatOnesAlone() throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    Upload broken =
        new Upload(
            5,
            () ->
                new InputStream() {
                  @Override
                  public int read() {
                    throw new StackOverflowError("here");
                  }
                });
    assertThrows(StackOverflowError.class, () -> wire.send("PUT", uri, Map.of(), broken, LONG));
    assertEquals(0, wire.open());
    assertEquals(404, get("/", Map.of()).status());
  }
}
