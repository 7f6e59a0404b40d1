package org.sluice;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.Topics;
import org.sluice.gold.GoldClients;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;
import org.sluice.swift.KeystoneTokens;
import org.sluice.swift.Listings;
import org.sluice.swift.RawObjects;
import org.sluice.swift.StoredObjects;

/**
 * The wiring of what the hub speaks to: Kafka, Swift, and the gold databases, of which MongoDB
 * holds the catalogue as well.
 */
record Connections(
    KafkaClients kafka, Topics topics, GoldClients gold, RawObjects swift, Listings listings) {
  static Connections of(Settings settings) {
    KafkaClients kafka =
        new KafkaClients(
            settings.text(Setting.KAFKA_BOOTSTRAP),
            settings.properties(Setting.KAFKA_CLIENT_PROPERTIES));
    Topics topics =
        new Topics(
            kafka,
            settings.count(Setting.KAFKA_REPLICATION),
            settings.count(Setting.KAFKA_EVENTS_PARTITIONS),
            settings.count(Setting.KAFKA_ROUTE_PARTITIONS));
    KeystoneTokens tokens = tokens(settings);
    String swift = settings.text(Setting.SWIFT_URL);
    Duration silence = Duration.ofSeconds(settings.count(Setting.SWIFT_SILENCE));
    return new Connections(
        kafka,
        topics,
        Clients.gold(settings, new StoredObjects(swift, tokens, silence)),
        new RawObjects(swift, tokens, silence),
        new Listings(swift, tokens, silence));
  }

  private static KeystoneTokens tokens(Settings settings) {
    return new KeystoneTokens(
        settings.text(Setting.KEYSTONE_URL),
        settings.text(Setting.KEYSTONE_USER),
        settings.text(Setting.KEYSTONE_USER_DOMAIN),
        settings.secret(Setting.KEYSTONE_PASSWORD_FILE),
        settings.text(Setting.KEYSTONE_PROJECT),
        settings.text(Setting.KEYSTONE_PROJECT_DOMAIN));
  }

  MongoClient mongo() {
    return gold.mongo();
  }
}
