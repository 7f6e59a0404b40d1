package org.sluice.gold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Limits;
import org.sluice.enrich.RecordWatch;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.http.HttpRequestWriter;
import org.sluice.gold.http.RequestSink;
import org.sluice.gold.influx.InfluxPointWriter;
import org.sluice.gold.influx.InfluxReader;
import org.sluice.gold.influx.InfluxSink;
import org.sluice.gold.influx.PointDumper;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.influx.PointRemover;
import org.sluice.gold.influx.PointWriter;
import org.sluice.gold.kafka.KafkaTopicWriter;
import org.sluice.gold.kafka.TopicSink;
import org.sluice.gold.members.MemberRemover;
import org.sluice.gold.members.MemberSink;
import org.sluice.gold.members.MemberWriter;
import org.sluice.gold.mongo.DocumentDumper;
import org.sluice.gold.mongo.DocumentRemover;
import org.sluice.gold.mongo.DocumentSink;
import org.sluice.gold.mongo.DocumentWriter;
import org.sluice.gold.mongo.MongoDocumentWriter;
import org.sluice.gold.mongo.MongoReader;
import org.sluice.gold.neo4j.GraphRecordsSink;
import org.sluice.gold.neo4j.GraphRemover;
import org.sluice.gold.neo4j.GraphSink;
import org.sluice.gold.neo4j.GraphWriter;
import org.sluice.gold.neo4j.Neo4jGraphWriter;
import org.sluice.gold.neo4j.Neo4jReader;
import org.sluice.gold.neo4j.PictureDumper;
import org.sluice.gold.neo4j.RecordNodeDumper;
import org.sluice.gold.objects.DerivedDumper;
import org.sluice.gold.objects.DerivedRemover;
import org.sluice.gold.objects.ObjectSink;
import org.sluice.gold.objects.SwiftDerivedWriter;
import org.sluice.gold.sql.PostgresWriter;
import org.sluice.gold.sql.RowRemover;
import org.sluice.gold.sql.SqlReader;
import org.sluice.gold.sql.TableDumper;
import org.sluice.gold.sql.TableSink;
import org.sluice.gold.sql.TableWriter;
import org.sluice.run.GoldRemover;

/** All sinks there are, by their names. */
public final class GoldSinks {
  private GoldSinks() {}

  /**
   * Makes writers for the sinks of many contexts, so that they write together. Connects to nothing
   * before the first write.
   *
   * @param context whose components write
   * @param members what makes objects of archives' members
   * @param watches who is told of a service's writes, by its name
   * @return makes {@code gold:…} known in a context
   */
  public static Consumer<CamelContext> shared(
      CamelContext context,
      GoldClients clients,
      PointLocks locks,
      Limits limits,
      MemberWriter members,
      Function<String, BatchWatch> watches) {
    context.getRegistry().bind(InfluxPointWriter.CLIENT, clients.influx());
    context.getRegistry().bind(MongoDocumentWriter.CLIENT, clients.mongo());
    BatchWatch influx = watches.apply("influxdb");
    PointWriter points =
        clients
            .influxTwo()
            .map(two -> new InfluxPointWriter(two, locks, limits, influx))
            .orElseGet(
                () -> new InfluxPointWriter(context, clients.influx(), locks, limits, influx));
    GraphWriter graph = new Neo4jGraphWriter(clients.neo4j(), limits, watches.apply("neo4j"));
    DocumentWriter documents =
        new MongoDocumentWriter(context, clients.mongo(), limits, watches.apply("mongodb"));
    TableWriter tables =
        clients
            .sql()
            .map(sql -> new PostgresWriter(sql, limits, watches.apply("postgresql")))
            .orElse(null);
    GoldWriters writers =
        new GoldWriters(
            points,
            graph,
            documents,
            tables,
            members,
            new SwiftDerivedWriter(clients.objects(), watches.apply("swift")),
            new KafkaTopicWriter(clients.brokers(), watches.apply("kafka")),
            new HttpRequestWriter(clients.http(), watches.apply("http")));
    return each -> register(each, writers);
  }

  /**
   * What takes records out of gold again, by service.
   *
   * @param gone what lets archives' members go
   */
  public static Map<String, GoldRemover> removers(
      GoldClients clients, PointLocks locks, int mostDeletes, MemberRemover.Gone gone) {
    Map<String, GoldRemover> removers = new HashMap<>();
    removers.put("influxdb", new PointRemover(clients.influx(), locks, mostDeletes));
    removers.put("neo4j", new GraphRemover(clients.neo4j()));
    removers.put("mongodb", new DocumentRemover(clients.mongo()));
    removers.put(MemberSink.SERVICE, new MemberRemover(gone));
    clients.sql().ifPresent(sql -> removers.put("postgresql", new RowRemover(sql)));
    removers.put("swift", new DerivedRemover(clients.objects()));
    return removers;
  }

  /**
   * What tells all that a project's gold holds.
   *
   * @param derived tells what routes may have made of a project's objects
   */
  public static GoldDump dump(
      GoldClients clients, BiConsumer<String, Consumer<DerivedDumper.Made>> derived) {
    List<GoldDumper> dumpers = new ArrayList<>();
    dumpers.add(new PointDumper(clients.influx()));
    dumpers.add(new PictureDumper(clients.neo4j()));
    dumpers.add(new RecordNodeDumper(clients.neo4j()));
    dumpers.add(new DocumentDumper(clients.mongo()));
    clients.sql().ifPresent(sql -> dumpers.add(new TableDumper(sql)));
    dumpers.add(new DerivedDumper(clients.objects(), derived));
    return new GoldDump(dumpers);
  }

  /**
   * What answers questions, by the name that a question gives.
   *
   * @param projects that are known, whether they have gold or not
   */
  public static Map<String, GoldReader> readers(
      GoldClients clients, Supplier<List<String>> projects) {
    Map<String, GoldReader> readers = new HashMap<>();
    readers.put("influx", new InfluxReader(clients.influx()));
    readers.put("mongo", new MongoReader(clients.mongo(), projects));
    readers.put("neo4j", new Neo4jReader(clients.neo4j()));
    clients.sql().ifPresent(sql -> readers.put("sql", new SqlReader(sql)));
    return readers;
  }

  /** Makes {@code gold:…} known in a context. */
  public static void register(CamelContext context, GoldWriters writers) {
    register(context, writers, RecordWatch.NOBODY);
  }

  /**
   * The same.
   *
   * @param watch told what comes to each sink
   */
  public static void register(CamelContext context, GoldWriters writers, RecordWatch watch) {
    context.addComponent(
        "gold",
        new GoldComponent(
            Map.of(
                "influx", parameter -> new InfluxSink(writers.points()),
                "neo4j", parameter -> new GraphSink(writers.graph()),
                "neo4j-records", parameter -> new GraphRecordsSink(writers.graph(), parameter),
                "members", parameter -> new MemberSink(writers.members()),
                "mongo",
                    parameter ->
                        new DocumentSink(
                            writers.documents(), parameter.get("collection", "documents")),
                "sql", parameter -> new TableSink(there(writers.tables()), parameter),
                "swift", parameter -> new ObjectSink(writers.objects(), parameter),
                "kafka", parameter -> new TopicSink(writers.topics(), parameter),
                "http", parameter -> new RequestSink(writers.requests(), parameter)),
            watch));
  }

  private static TableWriter there(TableWriter tables) {
    if (tables == null) {
      throw new FaultException(
          Fault.SETTING_INVALID,
          "gold.sql.url is not set, so this hub has no PostgreSQL that gold:sql could write to");
    }
    return tables;
  }
}
