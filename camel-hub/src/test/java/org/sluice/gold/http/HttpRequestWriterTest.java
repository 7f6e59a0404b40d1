package org.sluice.gold.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.batch.BatchWatch;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;

/** What becomes of a connection over which an answer does not end. */
@Timeout(60)
class HttpRequestWriterTest {
  private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun";

  private final HttpRequestWriter writer =
      new HttpRequestWriter(new HttpAccess(List.of("127.0.0.1"), Map.of()), BatchWatch.NONE);

  @Test
  void aConnectionIsClosedWhereItsAnswerIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> closed(server));
      Request request = request("http://127.0.0.1:" + server.getLocalPort() + "/in");
      FaultException e = assertThrows(FaultException.class, () -> writer.send(request));
      assertEquals(Fault.SERVICE_UNREACHABLE, e.fault());
      assertTrue(e.getMessage().endsWith("within 5000 ms: TimeoutException"), e.getMessage());
      assertEquals(-1, closed.get(30, TimeUnit.SECONDS));
    }
  }

  /** Begins to answer; then what is read behind the request: -1 where the client closes. */
  private static int closed(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.setSoTimeout(20_000);
      InputStream in = client.getInputStream();
      for (String read = ""; !read.endsWith("\r\n\r\n{}"); ) {
        read += (char) in.read();
      }
      client.getOutputStream().write(BEGUN.getBytes(StandardCharsets.UTF_8));
      return in.read();
    } catch (IOException e) {
      return e.getMessage().contains("reset") ? -1 : 0;
    }
  }

  private static Request request(String url) {
    Provenance from = new Provenance(new ObjectKey("AUTH_a", "c", "o"), "p", "1.0", "route");
    return new Request(
        "POST", url, "application/json", "key", "{}", "", Duration.ofSeconds(5), from);
  }
}
