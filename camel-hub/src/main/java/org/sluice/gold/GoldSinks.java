package org.sluice.gold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Limits;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.influx.InfluxPointWriter;
import org.sluice.gold.influx.InfluxReader;
import org.sluice.gold.influx.InfluxSink;
import org.sluice.gold.influx.PointDumper;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.influx.PointRemover;
import org.sluice.gold.influx.PointWriter;
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
    PointWriter points =
        new InfluxPointWriter(context, clients.influx(), locks, limits, watches.apply("influxdb"));
    GraphWriter graph = new Neo4jGraphWriter(clients.neo4j(), limits, watches.apply("neo4j"));
    DocumentWriter documents =
        new MongoDocumentWriter(context, clients.mongo(), limits, watches.apply("mongodb"));
    TableWriter tables =
        clients
            .sql()
            .map(sql -> new PostgresWriter(sql, limits, watches.apply("postgresql")))
            .orElse(null);
    return each -> register(each, points, graph, documents, tables, members);
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
    return removers;
  }

  /** What tells all that a project's gold holds. */
  public static GoldDump dump(GoldClients clients) {
    List<GoldDumper> dumpers = new ArrayList<>();
    dumpers.add(new PointDumper(clients.influx()));
    dumpers.add(new PictureDumper(clients.neo4j()));
    dumpers.add(new RecordNodeDumper(clients.neo4j()));
    dumpers.add(new DocumentDumper(clients.mongo()));
    clients.sql().ifPresent(sql -> dumpers.add(new TableDumper(sql)));
    return new GoldDump(dumpers);
  }

  /** What answers questions, by the name that a question gives. */
  public static Map<String, GoldReader> readers(GoldClients clients) {
    Map<String, GoldReader> readers = new HashMap<>();
    readers.put("influx", new InfluxReader(clients.influx()));
    readers.put("mongo", new MongoReader(clients.mongo()));
    readers.put("neo4j", new Neo4jReader(clients.neo4j()));
    clients.sql().ifPresent(sql -> readers.put("sql", new SqlReader(sql)));
    return readers;
  }

  /**
   * Makes {@code gold:…} known in a context, with writers of one's own, for trying routes without a
   * database.
   *
   * @param tables null where there is none: a route with a sink for it does not load
   */
  public static void register(
      CamelContext context,
      PointWriter points,
      GraphWriter graph,
      DocumentWriter documents,
      TableWriter tables) {
    register(context, points, graph, documents, tables, (archive, members) -> {});
  }

  /**
   * The same.
   *
   * @param members told of archives' members
   */
  public static void register(
      CamelContext context,
      PointWriter points,
      GraphWriter graph,
      DocumentWriter documents,
      TableWriter tables,
      MemberWriter members) {
    context.addComponent(
        "gold",
        new GoldComponent(
            Map.of(
                "influx", parameter -> new InfluxSink(points),
                "neo4j", parameter -> new GraphSink(graph),
                "neo4j-records", parameter -> new GraphRecordsSink(graph, parameter),
                "members", parameter -> new MemberSink(members),
                "mongo",
                    parameter ->
                        new DocumentSink(documents, parameter.get("collection", "documents")),
                "sql", parameter -> new TableSink(there(tables), parameter))));
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
