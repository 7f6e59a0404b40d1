package org.sluice.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.kernel.internal.Version;

/**
 * Neo4j community with Bolt and nothing else.
 *
 * <p>{@code Neo4jServer HOST PORT DATA-DIR [PASSWORD-FILE]}. With a password file, clients log in
 * as user {@code neo4j} with the password in its first line; without one anybody who reaches the
 * port is let in.
 */
public final class Neo4jServer {
  private Neo4jServer() {}

  public static void main(String[] args) {
    Part part = new Part("Neo4j", Version.getNeo4jVersion());
    part.start(() -> run(part, args));
  }

  private static void run(Part part, String[] args) throws Exception {
    if (args.length < 3 || args.length > 4) {
      throw new Part.Refused("usage: Neo4jServer HOST PORT DATA-DIR [PASSWORD-FILE]");
    }
    String host = args[0];
    int port = Part.port(args[1]);
    Part.requireFree(host, port);
    Graph graph = new Graph(Path.of(args[2]).toAbsolutePath(), host, port);
    DatabaseManagementService service =
        args.length == 4 ? graph.startWithLogin(password(Path.of(args[3]))) : graph.startOpen();
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown, "neo4j-shutdown"));
    part.listening(host, port);
  }

  private static String password(Path file) throws Part.Refused {
    try {
      String password = Files.readString(file).lines().findFirst().orElse("").strip();
      if (password.length() < 8) {
        throw new Part.Refused("the password in " + file + " has less than 8 characters.");
      }
      return password;
    } catch (IOException failure) {
      throw new Part.Refused("cannot read the password file " + file + ": " + failure);
    }
  }
}
