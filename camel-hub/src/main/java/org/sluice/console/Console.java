package org.sluice.console;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves Hawtio and Jolokia, both to nobody without the password. */
public final class Console implements AutoCloseable {
  /** Hawtio's pages name it in what they load, so that it stands nowhere else. */
  public static final String PATH = "/hawtio/";

  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Jolokia jolokia = new Jolokia();

  /**
   * Where the console listens, and who may see it.
   *
   * @param port 0 for any free one
   */
  public record Access(String host, int port, String user, String password) {}

  /** Serves from now on. */
  public Console(Access access) throws IOException {
    server = HttpServer.create(new InetSocketAddress(access.host(), access.port()), 0);
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "console");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    Authenticator password = new Password(access.user(), access.password());
    serve("/", password, new Hawtio(access.user()));
    serve(PATH + "jolokia", password, jolokia.handler());
    server.start();
  }

  private void serve(String path, Authenticator password, HttpHandler handler) {
    HttpContext context = server.createContext(path, handler);
    context.setAuthenticator(password);
    context.getFilters().add(new OwnPages());
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    jolokia.close();
  }
}
