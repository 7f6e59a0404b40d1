package org.sluice.gold;

import java.util.Map;
import org.sluice.enrich.http.LookupAddress;
import org.sluice.fault.FaultException;
import org.sluice.gold.http.Request;
import org.sluice.gold.http.RequestWriter;
import org.sluice.gold.influx.PointWriter;
import org.sluice.gold.kafka.TopicBatch;
import org.sluice.gold.kafka.TopicWriter;
import org.sluice.gold.members.MemberWriter;
import org.sluice.gold.mongo.DocumentWriter;
import org.sluice.gold.neo4j.GraphWriter;
import org.sluice.gold.objects.DerivedWriter;
import org.sluice.gold.sql.TableWriter;

/**
 * What the sinks write with.
 *
 * @param tables null where there is no PostgreSQL: a route with a sink for it does not load
 */
public record GoldWriters(
    PointWriter points,
    GraphWriter graph,
    DocumentWriter documents,
    TableWriter tables,
    MemberWriter members,
    DerivedWriter objects,
    TopicWriter topics,
    RequestWriter requests) {
  /** Writes nothing. */
  public static final GoldWriters NONE =
      new GoldWriters(
          batch -> {},
          picture -> true,
          batch -> true,
          batch -> true,
          (archive, members) -> {},
          object -> true,
          new TopicWriter() {
            @Override
            public Map<Integer, FaultException> write(TopicBatch batch) {
              return Map.of();
            }

            @Override
            public String brokers() {
              return "none";
            }
          },
          new RequestWriter() {
            @Override
            public void permit(LookupAddress address, String credentials) {}

            @Override
            public void send(Request request) {}
          });

  /** The same with other writers for the databases. */
  public GoldWriters with(
      PointWriter otherPoints,
      GraphWriter otherGraph,
      DocumentWriter otherDocuments,
      TableWriter otherTables) {
    return new GoldWriters(
        otherPoints, otherGraph, otherDocuments, otherTables, members, objects, topics, requests);
  }

  /** The same with other writers for what is no database. */
  public GoldWriters with(
      DerivedWriter otherObjects, TopicWriter otherTopics, RequestWriter otherRequests) {
    return new GoldWriters(
        points, graph, documents, tables, members, otherObjects, otherTopics, otherRequests);
  }

  /** The same with another that makes objects of archives' members. */
  public GoldWriters with(MemberWriter otherMembers) {
    return new GoldWriters(
        points, graph, documents, tables, otherMembers, objects, topics, requests);
  }
}
