package org.sluice;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
  private static final int SERVER_SELECTION_SECONDS = 5;
  private static final int TIMEOUT_SECONDS = 10;

  private Clients() {}

  /**
   * @param swift by which objects are stored that routes make
   */
  static GoldClients gold(Settings settings, StoredObjects swift) {
    return new GoldClients(
        influx(settings),
        influxTwo(settings),
        neo4j(settings),
        mongo(settings),
        sql(settings),
        new GoldSwift(swift),
        new GoldKafka(settings),
        http(settings));
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

  private static InfluxDB influx(Settings settings) {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .socketFactory(new PromptSockets())
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .writeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    String url = settings.text(Setting.INFLUX_URL);
    if (!settings.text(Setting.INFLUX_ORG).isEmpty()) {
      return InfluxDBFactory.connect(url, http.addInterceptor(new TwoQueries(token(settings))));
    }
    String user = settings.text(Setting.INFLUX_USER);
    return user.isEmpty()
        ? InfluxDBFactory.connect(url, http)
        : InfluxDBFactory.connect(url, user, settings.secret(Setting.INFLUX_PASSWORD_FILE), http);
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
    AuthToken token =
        user.isEmpty()
            ? AuthTokens.none()
            : AuthTokens.basic(user, settings.secret(Setting.NEO4J_PASSWORD_FILE));
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
    return clients.influx().ping().isGood()
        ? Optional.empty()
        : Optional.of("InfluxDB does not answer its ping");
  }

  static Optional<String> neo4jComplaint(GoldClients clients) {
    clients.neo4j().verifyConnectivity();
    return Optional.empty();
  }
}
