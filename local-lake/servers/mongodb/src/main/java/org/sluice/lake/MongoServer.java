package org.sluice.lake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import org.h2.mvstore.MVStoreException;

/**
 * MongoDB's protocol on one file. {@code MongoServer HOST PORT DATA-FILE}; the file is made when it
 * is not there.
 *
 * <p>{@code MongoContractTest} says what of MongoDB the lake may use here.
 */
public final class MongoServer {
  private MongoServer() {}

  public static void main(String[] args) {
    Part part =
        new Part("MongoDB", ResourceBundle.getBundle("mongodb-server").getString("version"));
    part.start(() -> run(part, args));
  }

  private static void run(Part part, String[] args) throws Exception {
    if (args.length != 3) {
      throw new Part.Refused("usage: MongoServer HOST PORT DATA-FILE");
    }
    String host = args[0];
    int port = Part.port(args[1]);
    Part.requireFree(host, port);
    DurableBackend backend = open(Path.of(args[2]).toAbsolutePath());
    var server = new de.bwaldvogel.mongo.MongoServer(backend);
    // shutdownNow hangs up on clients that would otherwise hold the end back, and closes the file
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "mongodb-shutdown"));
    server.bind(host, port);
    part.listening(host, port);
  }

  private static DurableBackend open(Path file) throws Exception {
    Files.createDirectories(file.getParent());
    try {
      return DurableBackend.open(file);
    } catch (MVStoreException failure) {
      throw new Part.Refused("cannot open " + file + ": " + failure.getMessage());
    }
  }
}
