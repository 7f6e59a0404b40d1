package org.sluice.lake;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * One server of the local lake as its operator meets it: it says in one line that it listens, and
 * in one line why it does not.
 *
 * @param name as the first word of what it prints
 * @param version of the server inside
 */
public record Part(String name, String version) {

  /**
   * What keeps a part from starting and its operator can mend: said in one line, without a stack
   * trace.
   */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  /** A part's start: returns once clients are answered. */
  @FunctionalInterface
  public interface Start {
    void run() throws Exception;
  }

  /** Runs {@code start}; ends the process with status 1 and one line when it is refused. */
  public void start(Start start) {
    try {
      start.run();
    } catch (Refused refused) {
      System.out.println(name + " did not start: " + refused.getMessage());
      System.exit(1);
    } catch (Exception failure) {
      System.out.println(name + " did not start:");
      failure.printStackTrace(System.out);
      System.exit(1);
    }
  }

  public void listening(String host, int port) {
    System.out.println(name + " " + version + " listening on " + host + ":" + port);
  }

  /** The servers find a taken port late and in many words, so it is tried before they start. */
  public static void requireFree(String host, int port) throws Refused {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.bind(address);
    } catch (BindException taken) {
      throw new Refused(
          "cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + taken.getMessage()
              + ". Stop what listens there, or set another port.");
    } catch (UnknownHostException unknown) {
      throw new Refused("the host " + host + " is not known here.");
    } catch (IOException failure) {
      throw new Refused("cannot listen on " + host + ":" + port + ": " + failure.getMessage());
    }
  }

  public static int port(String text) throws Refused {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below, with the value
    }
    throw new Refused("'" + text + "' is not a port; a number from 1 to 65535 is.");
  }
}
