package org.sluice;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.bson.Document;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gold.GoldClients;
import org.sluice.gold.http.HttpAccess;
import org.sluice.gold.influx.PromptSockets;
import org.sluice.gold.influx.TwoQueries;
import org.sluice.gold.influx.TwoStore;
import org.sluice.gold.sql.SqlClient;
import org.sluice.settings.Setting;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;
import org.sluice.swift.StoredObjects;

/** Connections to databases, made from the settings. None connects before it is used. */
final class Clients {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
  private static final int SERVER_SELECTION_SECONDS = 5;
  private static final int TIMEOUT_SECONDS = 10;

  private Clients() {}

  /**
   * @param swift by which objects are stored that routes make
   */
  static GoldClients gold(Settings settings, StoredObjects swift) {
    Map<String, String> closed = new TreeMap<>();
    return new GoldClients(
        opened("influxdb", closed, () -> influx(settings), () -> influx(settings, influxHttp())),
        opened("influxdb", closed, () -> influxTwo(settings), Optional::empty),
        opened("neo4j", closed, () -> neo4j(settings), () -> neo4j(settings, AuthTokens.none())),
        mongo(settings),
        opened("postgresql", closed, () -> sql(settings), Optional::empty),
        new GoldSwift(swift),
        new GoldKafka(settings),
        http(settings),
        closed);
  }

  /**
   * A service whose settings are wrong, or whose secret is missing, keeps nobody from the others:
   * no route writes to it.
   *
   * @param closed takes why
   * @param closedOne stands in its place
   */
  private static <T> T opened(
      String service, Map<String, String> closed, Supplier<T> open, Supplier<T> closedOne) {
    try {
      return open.get();
    } catch (SettingException e) {
      if (closed.put(service, e.getMessage()) == null) {
        LOG.error("Routes that write to {} do not start: {}", service, e.getMessage());
      }
      return closedOne.get();
    }
  }

  private static String password(Settings settings, Setting user, Setting file) {
    String password = settings.secret(file);
    if (password == null) {
      throw new SettingException(user.key() + " is set, and " + file.key() + " is not");
    }
    return password;
  }

  static HttpAccess http(Settings settings) {
    Map<String, String> credentials = new TreeMap<>();
    settings
        .properties(Setting.GOLD_HTTP_CREDENTIALS)
        .forEach((name, value) -> credentials.put((String) name, (String) value));
    return new HttpAccess(settings.list(Setting.GOLD_HTTP_HOSTS), credentials);
  }

  private static MongoClient mongo(Settings settings) {
    return MongoClients.create(
        MongoClientSettings.builder()
            // Neither sessions nor retryable writes: whatever is written can be written again.
            .retryWrites(false)
            .applyToClusterSettings(
                c -> c.serverSelectionTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(s -> s.readTimeout(30, TimeUnit.SECONDS))
            .applyConnectionString(new ConnectionString(settings.text(Setting.MONGODB_URI)))
            .build());
  }

  private static OkHttpClient.Builder influxHttp() {
    return new OkHttpClient.Builder()
        .socketFactory(new PromptSockets())
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .writeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private static InfluxDB influx(Settings settings) {
    if (!settings.text(Setting.INFLUX_ORG).isEmpty()) {
      return influx(settings, influxHttp().addInterceptor(new TwoQueries(token(settings))));
    }
    String user = settings.text(Setting.INFLUX_USER);
    return user.isEmpty()
        ? influx(settings, influxHttp())
        : InfluxDBFactory.connect(
            settings.text(Setting.INFLUX_URL),
            user,
            password(settings, Setting.INFLUX_USER, Setting.INFLUX_PASSWORD_FILE),
            influxHttp());
  }

  private static InfluxDB influx(Settings settings, OkHttpClient.Builder http) {
    return InfluxDBFactory.connect(settings.text(Setting.INFLUX_URL), http);
  }

  private static Optional<TwoStore> influxTwo(Settings settings) {
    String organisation = settings.text(Setting.INFLUX_ORG);
    return organisation.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TwoStore(settings.text(Setting.INFLUX_URL), organisation, token(settings)));
  }

  private static String token(Settings settings) {
    String token = settings.secret(Setting.INFLUX_TOKEN_FILE);
    if (token == null) {
      throw new SettingException(
          Setting.INFLUX_ORG.key()
              + " makes it an InfluxDB 2.x, which needs "
              + Setting.INFLUX_TOKEN_FILE.key());
    }
    return token;
  }

  private static Driver neo4j(Settings settings) {
    String user = settings.text(Setting.NEO4J_USER);
    return neo4j(
        settings,
        user.isEmpty()
            ? AuthTokens.none()
            : AuthTokens.basic(
                user, password(settings, Setting.NEO4J_USER, Setting.NEO4J_PASSWORD_FILE)));
  }

  private static Driver neo4j(Settings settings, AuthToken token) {
    Config config =
        Config.builder()
            .withLogging(Logging.slf4j())
            .withConnectionTimeout(5, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .withMaxTransactionRetryTime(5, TimeUnit.SECONDS)
            .build();
    return GraphDatabase.driver(settings.text(Setting.NEO4J_URI), token, config);
  }

  private static Optional<SqlClient> sql(Settings settings) {
    String url = settings.text(Setting.GOLD_SQL_URL);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SqlClient(
              url,
              settings.text(Setting.GOLD_SQL_USER),
              settings.secret(Setting.GOLD_SQL_PASSWORD_FILE)));
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          Setting.GOLD_SQL_URL.key() + " is not of the form jdbc:postgresql://HOST:PORT/DATABASE");
    }
  }

  static Optional<String> mongoComplaint(GoldClients clients) {
    clients.mongo().getDatabase("swift").runCommand(new Document("ping", 1));
    return Optional.empty();
  }

  static Optional<String> influxComplaint(GoldClients clients) {
    if (clients.closed().containsKey("influxdb")) {
      return Optional.of(clients.closed().get("influxdb"));
    }
    return clients.influx().ping().isGood()
        ? Optional.empty()
        : Optional.of("InfluxDB does not answer its ping");
  }

  static Optional<String> neo4jComplaint(GoldClients clients) {
    if (clients.closed().containsKey("neo4j")) {
      return Optional.of(clients.closed().get("neo4j"));
    }
    clients.neo4j().verifyConnectivity();
    return Optional.empty();
  }

  static Optional<String> sqlComplaint(GoldClients clients) {
    return clients
        .sql()
        .map(SqlClient::complaint)
        .orElseGet(() -> Optional.ofNullable(clients.closed().get("postgresql")));
  }
}
