package org.sluice.lake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server in a process of its own, with this test's class path: only so can it be killed. */
public final class ServerProcess implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Process process;
  private final List<String> said = new ArrayList<>();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts {@code main} and waits for it to say that it listens. */
  public static ServerProcess start(Class<?> main, String... args) throws IOException {
    ServerProcess server = run(main, args);
    BufferedReader out = server.process.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      server.said.add(line);
      if (line.contains(" listening on ")) {
        Thread rest = new Thread(() -> out.lines().forEach(unread -> {}), "rest of the output");
        rest.setDaemon(true);
        rest.start();
        return server;
      }
    }
    throw new AssertionError("The server ended before it listened; it said: " + server.said);
  }

  /** Runs {@code main} to its end: what it printed is in {@link #said}. */
  public static ServerProcess runToItsEnd(Class<?> main, String... args) throws IOException {
    ServerProcess server = run(main, args);
    server.said.addAll(server.process.inputReader().lines().toList());
    return server;
  }

  private static ServerProcess run(Class<?> main, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(args));
    return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** SIGKILL. */
  public void kill() {
    end(process.destroyForcibly());
  }

  /** SIGTERM. */
  @Override
  public void close() {
    process.destroy();
    end(process);
  }

  public int status() {
    end(process);
    return process.exitValue();
  }

  public String said() {
    return said.stream().collect(Collectors.joining("\n"));
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("The server did not end within a minute.");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
