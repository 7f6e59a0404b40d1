package org.sluice.gold.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
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
@Timeout(120)
class HttpRequestWriterTest {
  private static final String WHOLE =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
  private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun";

  private final HttpRequestWriter writer =
      new HttpRequestWriter(new HttpAccess(List.of("127.0.0.1"), Map.of()), BatchWatch.NONE);

  @Test
  void aConnectionIsClosedWhereItsAnswerIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> closed(server));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/in";
      // The first takes longer: of the second the time is over behind its answer's beginning.
      writer.send(request(url, 60));
      Request request = request(url, 5);
      FaultException e = assertThrows(FaultException.class, () -> writer.send(request));
      assertEquals(Fault.SERVICE_UNREACHABLE, e.fault());
      assertTrue(e.getMessage().endsWith("within 5000 ms: TimeoutException"), e.getMessage());
      assertEquals(-1, closed.get(120, TimeUnit.SECONDS));
    }
  }

  /** Answers, then begins to; then what is read behind the request: -1 where the client closes. */
  private static int closed(ServerSocket server) {
    try {
      try (Socket first = server.accept()) {
        answer(first, WHOLE);
      }
      try (Socket client = server.accept()) {
        answer(client, BEGUN);
        return client.getInputStream().read();
      }
    } catch (IOException e) {
      return e.getMessage().contains("reset") ? -1 : 0;
    }
  }

  private static void answer(Socket client, String answer) throws IOException {
    client.setSoTimeout(60_000);
    InputStream in = client.getInputStream();
    StringBuilder read = new StringBuilder();
    for (int c = in.read(); c != -1; c = in.read()) {
      read.append((char) c);
      if (read.toString().endsWith("\r\n\r\n{}")) {
        client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    throw new EOFException("No whole request: " + read);
  }

  private static Request request(String url, int seconds) {
    Provenance from = new Provenance(new ObjectKey("AUTH_a", "c", "o"), "p", "1.0", "route");
    return new Request(
        "POST", url, "application/json", "key", "{}", "", Duration.ofSeconds(seconds), from);
  }
}
