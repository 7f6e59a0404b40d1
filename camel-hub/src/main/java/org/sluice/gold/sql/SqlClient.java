package org.sluice.gold.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to PostgreSQL. Connects when it is first asked. */
public final class SqlClient implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final int CONNECT_SECONDS = 5;
  private static final int SOCKET_SECONDS = 30;

  /** Types whose texts must be the server's: times, dates, float8. */
  private static final String TOLD_BY_THE_SERVER = "1184,1114,1082,701";

  /** A hub that stops in the middle must not hold locks for ever. */
  private static final String BEGIN =
      "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1;"
          + " SET statement_timeout = '25s'; SET lock_timeout = '10s';"
          + " SET idle_in_transaction_session_timeout = '60s'";

  /** That a feature is not there, such as widening what a view shows, breaks no connection. */
  private static final SQLExceptionOverride LASTS =
      new SQLExceptionOverride() {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
          return "0A000".equals(e.getSQLState()) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
        }
      };

  private final DataSource single;
  private final HikariDataSource pool;

  /**
   * @param url {@code jdbc:postgresql:…}
   * @param user empty where the address names one
   * @param password null for none
   * @throws IllegalArgumentException when the address is none of PostgreSQL's
   */
  public SqlClient(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setApplicationName("sluice");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(SOCKET_SECONDS);
    source.setTcpKeepAlive(true);
    source.setBinaryTransferDisable(TOLD_BY_THE_SERVER);
    source.setURL(url);
    if (!user.isEmpty()) {
      source.setUser(user);
    }
    if (password != null) {
      source.setPassword(password);
    }
    this.single = source;
    HikariConfig config = new HikariConfig();
    config.setPoolName("gold-sql");
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setIdleTimeout(60_000);
    config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(BEGIN);
    config.setExceptionOverride(LASTS);
    this.pool = new HikariDataSource(config);
  }

  /**
   * A connection of the pool, within a transaction; what is not committed when it is closed goes.
   */
  Connection connection() throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that nobody has used before or will use after. */
  Connection single() throws SQLException {
    Connection connection = single.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** What is wrong with the database; empty where nothing is. */
  public Optional<String> complaint() {
    try (Connection connection = single()) {
      return connection.isValid(2) ? Optional.empty() : Optional.of("PostgreSQL does not answer");
    } catch (SQLException e) {
      return Optional.of(SqlFaults.said(e));
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
