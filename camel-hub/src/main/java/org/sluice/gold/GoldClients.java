package org.sluice.gold;

import com.mongodb.client.MongoClient;
import java.util.Optional;
import org.influxdb.InfluxDB;
import org.neo4j.driver.Driver;
import org.sluice.gold.http.HttpAccess;
import org.sluice.gold.influx.TwoStore;
import org.sluice.gold.kafka.Brokers;
import org.sluice.gold.objects.ObjectStore;
import org.sluice.gold.sql.SqlClient;

/**
 * The hub's connections to the gold databases; to PostgreSQL only where there is one. Whoever made
 * them closes them, and has set their time-outs: a sink waits as long as its client does.
 *
 * @param influxTwo what writes points, where it is an InfluxDB 2.x that {@code influx} asks
 * @param objects Swift, for objects that routes make
 * @param brokers Kafka that routes send records to
 * @param http where else they may send them
 */
public record GoldClients(
    InfluxDB influx,
    Optional<TwoStore> influxTwo,
    Driver neo4j,
    MongoClient mongo,
    Optional<SqlClient> sql,
    ObjectStore objects,
    Brokers brokers,
    HttpAccess http) {}
