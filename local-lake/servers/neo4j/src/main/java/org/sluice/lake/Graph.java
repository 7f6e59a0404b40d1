package org.sluice.lake;

import static org.neo4j.io.ByteUnit.mebiBytes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.QueryExecutionException;

/** A small Neo4j that lives in one folder and answers at one address. */
final class Graph {
  private static final long START_MS = 60_000;
  private static final String ARGUMENT_ERROR = "Neo.ClientError.Statement.ArgumentError";

  private final Path home;
  private final SocketAddress address;

  Graph(Path home, String host, int port) {
    this.home = home;
    this.address = new SocketAddress(host, port);
  }

  /** Starts it for everybody who reaches the address. */
  DatabaseManagementService startOpen() throws Part.Refused {
    return start(false, true);
  }

  /** Starts it for user {@code neo4j} with this password, also when it had another before. */
  DatabaseManagementService startWithLogin(String password) throws Part.Refused {
    if (Files.notExists(home.resolve("data/databases/system"))) {
      // A new one has a password that everybody knows: it is changed before anybody can use it.
      DatabaseManagementService unreachable = start(true, false);
      setPassword(unreachable, password);
      unreachable.shutdown();
    }
    DatabaseManagementService service = start(true, true);
    setPassword(service, password);
    return service;
  }

  private static void setPassword(DatabaseManagementService service, String password) {
    try {
      service
          .database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME)
          .executeTransactionally(
              "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
              Map.of("password", password));
    } catch (QueryExecutionException refused) {
      if (!ARGUMENT_ERROR.equals(refused.getStatusCode())) {
        throw refused;
      }
      // the password it already has is no new password to Neo4j
    }
  }

  private DatabaseManagementService start(boolean login, boolean reachable) throws Part.Refused {
    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(home)
            .setConfig(GraphDatabaseSettings.auth_enabled, login)
            .setConfig(BoltConnector.enabled, reachable)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(BoltConnector.advertised_address, address)
            .setConfig(BoltConnector.thread_pool_min_size, 1)
            .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
            .setConfig(GraphDatabaseSettings.pagecache_memory, mebiBytes(32))
            .setConfig(GraphDatabaseSettings.keep_logical_logs, "2 files")
            .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, mebiBytes(8))
            .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
            .setConfig(GraphDatabaseSettings.preallocate_store_files, false)
            .setConfig(GraphDatabaseSettings.udc_enabled, false)
            .build();
    if (!service.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME).isAvailable(START_MS)) {
      service.shutdown();
      throw new Part.Refused(
          "its database in " + home + " does not open; see " + home.resolve("logs/debug.log"));
    }
    return service;
  }
}
