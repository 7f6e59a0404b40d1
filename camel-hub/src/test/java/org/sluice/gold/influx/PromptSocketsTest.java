package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {
  private final PromptSockets sockets = new PromptSockets();

  @Test
  void socketsSendAtOnceHoweverTheyAreMade() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, here);
        Socket open = sockets.createSocket();
        Socket byName = sockets.createSocket("127.0.0.1", server.getLocalPort());
        Socket byAddress = sockets.createSocket(here, server.getLocalPort());
        Socket fromName = sockets.createSocket("127.0.0.1", server.getLocalPort(), here, 0);
        Socket fromAddress = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
      for (Socket each : new Socket[] {open, byName, byAddress, fromName, fromAddress}) {
        assertTrue(each.getTcpNoDelay());
      }
    }
  }
}
