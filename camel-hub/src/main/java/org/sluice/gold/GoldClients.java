package org.sluice.gold;

import com.mongodb.client.MongoClient;
import org.influxdb.InfluxDB;
import org.neo4j.driver.Driver;

/**
 * The hub's connections to the gold databases. Whoever made them closes them, and has set their
 * time-outs: a sink waits as long as its client does.
 */
public record GoldClients(InfluxDB influx, Driver neo4j, MongoClient mongo) {}
