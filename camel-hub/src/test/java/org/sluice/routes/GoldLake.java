package org.sluice.routes;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Query;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.sluice.batch.BatchWatch;
import org.sluice.gold.GoldTable;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.TestRuns;
import org.sluice.gold.influx.Cuts;
import org.sluice.gold.influx.InfluxPointWriter;
import org.sluice.gold.influx.InfluxReader;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.mongo.MongoDocumentWriter;
import org.sluice.gold.mongo.MongoReader;
import org.sluice.gold.neo4j.Neo4jGraphWriter;
import org.sluice.gold.neo4j.Neo4jReader;
import org.sluice.gold.sql.PostgresWriter;
import org.sluice.gold.sql.SqlClient;
import org.sluice.gold.sql.SqlLake;
import org.sluice.gold.sql.SqlReader;

/** The lake's databases, as the hub writes to them and reads them. */
final class GoldLake implements AutoCloseable {
  private final CamelContext camel = new DefaultCamelContext();
  private final InfluxDB influx = InfluxDBFactory.connect(System.getenv("SLUICE_INFLUX_URL"));
  private final MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  private final Driver neo4j =
      GraphDatabase.driver(System.getenv("SLUICE_NEO4J_URI"), AuthTokens.none());
  private final SqlClient sql = SqlLake.client();
  private final GoldWriters writers;

  GoldLake() {
    camel.getRegistry().bind(InfluxPointWriter.CLIENT, influx);
    camel.getRegistry().bind(MongoDocumentWriter.CLIENT, mongo);
    camel.start();
    writers =
        GoldWriters.NONE.with(
            new InfluxPointWriter(
                camel, influx, new PointLocks(Cuts.NONE), TestRuns.LIMITS, BatchWatch.NONE),
            new Neo4jGraphWriter(neo4j, TestRuns.LIMITS, BatchWatch.NONE),
            new MongoDocumentWriter(camel, mongo, TestRuns.LIMITS, BatchWatch.NONE),
            new PostgresWriter(sql, TestRuns.LIMITS, BatchWatch.NONE));
  }

  GoldWriters writers() {
    return writers;
  }

  GoldTable influx(String query, String project) {
    return new InfluxReader(influx).read(query, project);
  }

  GoldTable mongo(String query) {
    return new MongoReader(mongo, List::of).read(query, null);
  }

  GoldTable neo4j(String query) {
    return new Neo4jReader(neo4j).read(query, null);
  }

  GoldTable sql(String query, String project) {
    return new SqlReader(sql).read(query, project);
  }

  void makeInfluxDatabase(String name) {
    influx.query(new Query("CREATE DATABASE \"" + name + "\""));
  }

  List<String> influxDatabases() {
    return influx
        .query(new Query("SHOW DATABASES"))
        .getResults()
        .get(0)
        .getSeries()
        .get(0)
        .getValues()
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  @Override
  public void close() {
    camel.stop();
    influx.close();
    mongo.close();
    neo4j.close();
    sql.close();
  }
}
