package org.sluice.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.bson.Document;
import org.sluice.archive.Contained;
import org.sluice.enrich.RecordWatch;
import org.sluice.event.LakeObject;
import org.sluice.event.Reading;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.RefusedException;
import org.sluice.gold.http.RequestWriter;
import org.sluice.gold.influx.EqualPoints;
import org.sluice.gold.influx.FieldTypes;
import org.sluice.gold.influx.PointBatch;
import org.sluice.gold.influx.PointDumper;
import org.sluice.gold.kafka.TopicWriter;
import org.sluice.gold.mongo.DocumentBatch;
import org.sluice.gold.mongo.DocumentDumper;
import org.sluice.gold.neo4j.GraphWriter;
import org.sluice.gold.neo4j.PictureDumper;
import org.sluice.gold.neo4j.PictureGraph;
import org.sluice.gold.neo4j.RecordGraph;
import org.sluice.gold.neo4j.RecordNodeDumper;
import org.sluice.gold.objects.DerivedDumper;
import org.sluice.gold.objects.DerivedObject;
import org.sluice.gold.sql.RowBatch;
import org.sluice.gold.sql.TableDumper;
import org.sluice.trial.guess.ShortName;

/**
 * In place of the databases, Swift, Kafka and services: keeps what sinks write, in the form of
 * {@code expected.json}, and tells each that is in {@code gold dump} as a line of it.
 *
 * <p>Of each kind of gold there is one place, or, where a route writes to several, a list of them.
 */
public final class RecordedGold {
  private static final String SAME_KEY = "key as one before; the last one stands";
  private static final String POINTS = "points";
  private static final String DOCUMENTS = "documents";
  private static final String ROWS = "rows";
  private static final String GRAPH = "graph";
  private static final String NODES = "nodes";
  private static final String MEMBERS = "members";
  private static final String OBJECTS = "objects";
  private static final String MESSAGES = "messages";
  private static final String REQUESTS = "requests";

  private final Map<String, List<Map<String, Object>>> places = new TreeMap<>();
  private final FieldTypes types = new FieldTypes();
  private final Alike alike = new Alike();
  private final Map<String, String> shortened = new TreeMap<>();
  private long records;
  private Consumer<String> line = text -> {};
  private long most = Long.MAX_VALUE;

  public void register(CamelContext context) {
    register(context, RecordWatch.NOBODY);
  }

  /**
   * @param watch told what comes to each sink
   */
  void register(CamelContext context, RecordWatch watch) {
    GoldSinks.register(
        context,
        GoldWriters.NONE
            .with(this::points, new Graphs(), this::documents, this::rows)
            .with(this::members)
            .with(this::object, topics(), requests()),
        watch);
  }

  private void points(PointBatch batch) {
    List<Object> kept = place(POINTS, Map.of("database", batch.database()));
    List<RefusedException.Refused> refused = new ArrayList<>();
    for (int i = 0; i < batch.points().size(); i++) {
      Reading point = batch.points().get(i);
      FaultException refusal = types.refusal(batch.database(), point);
      if (refusal != null) {
        refused.add(new RefusedException.Refused(i, refusal));
        continue;
      }
      alike.add(EqualPoints.SAME, identity(batch.database(), point));
      add(kept, point(point));
      line.accept(PointDumper.line(point));
    }
    if (!refused.isEmpty()) {
      throw new RefusedException(refused, batch.points().size());
    }
  }

  private static String identity(String database, Reading point) {
    return String.join(
        "\n", database, point.measurement(), point.time().toString(), point.tags().toString());
  }

  /** What is to be said of what was written, beside it. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(alike.said());
    shortened.forEach((key, column) -> notes.add(ShortName.said(key, column)));
    return notes;
  }

  private boolean documents(DocumentBatch batch) {
    List<Object> kept =
        place(DOCUMENTS, where("database", batch.database(), "collection", batch.collection()));
    for (Document document : batch.documents()) {
      add(kept, document);
      line.accept(DocumentDumper.line(batch.collection(), document));
    }
    return true;
  }

  private boolean rows(RowBatch batch) {
    List<Object> kept = place(ROWS, where("schema", batch.schema(), "table", batch.table()));
    batch.values().forEach(row -> add(kept, row));
    batch
        .keys()
        .forEach(key -> alike.add(SAME_KEY, batch.schema() + '\n' + batch.table() + '\n' + key));
    shortened.putAll(batch.shortened());
    TableDumper.lines(batch).forEach(line);
    return true;
  }

  private void members(LakeObject archive, List<Contained> members) {
    List<Object> kept = place(MEMBERS, Map.of("archive", archive.key().object()));
    members.forEach(member -> add(kept, member.shown()));
    // It becomes an object, but one that is parked.
    records -= members.stream().filter(member -> member.refused() != null).count();
  }

  private boolean object(DerivedObject object) {
    add(
        place(OBJECTS, Map.of("container", object.key().container())),
        RecordedOutlets.object(object, most));
    line.accept(DerivedDumper.line(object));
    return true;
  }

  private TopicWriter topics() {
    return RecordedOutlets.topics(
        batch -> {
          List<Object> kept = place(MESSAGES, Map.of("topic", batch.topic()));
          batch.messages().forEach(one -> add(kept, RecordedOutlets.message(one)));
        });
  }

  private RequestWriter requests() {
    return RecordedOutlets.requests(
        request ->
            add(
                place(REQUESTS, Map.of("method", request.method())),
                RecordedOutlets.request(request, most)));
  }

  private static Map<String, Object> where(
      String store, String storeName, String place, String placeName) {
    Map<String, Object> where = new LinkedHashMap<>();
    where.put(store, storeName);
    where.put(place, placeName);
    return where;
  }

  /** Forgets what was written. */
  void clear() {
    places.clear();
    types.clear();
    alike.clear();
    shortened.clear();
    records = 0;
  }

  /**
   * @param most records kept of each place; more are counted only
   * @param taker told of each record, as a line of {@code gold dump}
   */
  void keep(long most, Consumer<String> taker) {
    this.most = most;
    this.line = taker;
  }

  /** How many records were written, those included that were not kept. */
  long records() {
    return records;
  }

  /** How many of these do not stand, as others of them took their place. */
  long replaced() {
    return alike.count();
  }

  /** All that was written, in the form of {@code expected.json}. */
  public Map<String, Object> written() {
    Map<String, Object> written = new TreeMap<>();
    places.forEach((kind, all) -> written.put(kind, all.size() == 1 ? all.get(0) : all));
    return written;
  }

  private void add(List<Object> kept, Object record) {
    records++;
    if (kept.size() < most) {
      kept.add(record);
    }
  }

  /** The records of the place that these keys name: large objects come in several batches. */
  @SuppressWarnings("unchecked")
  private List<Object> place(String kind, Map<String, Object> where) {
    List<Map<String, Object>> all = places.computeIfAbsent(kind, k -> new ArrayList<>());
    for (Map<String, Object> place : all) {
      if (place.entrySet().containsAll(where.entrySet())) {
        return (List<Object>) place.get(kind);
      }
    }
    Map<String, Object> place = new LinkedHashMap<>(where);
    List<Object> kept = new ArrayList<>();
    place.put(kind, kept);
    all.add(place);
    return kept;
  }

  /** In place of the graph database. */
  private final class Graphs implements GraphWriter {
    @Override
    public boolean write(PictureGraph picture) {
      records++;
      places
          .computeIfAbsent(GRAPH, kind -> new ArrayList<>())
          .add(
              Map.of(
                  "image", picture.properties(),
                  "subject", picture.subjects(),
                  "contains", picture.contains()));
      line.accept(PictureDumper.line(picture));
      return true;
    }

    @Override
    public boolean write(RecordGraph graph) {
      List<Object> kept = place(NODES, Map.of("label", graph.pattern().label()));
      graph
          .nodes()
          .forEach(
              node -> {
                add(kept, RecordNodeDumper.example(graph.pattern(), node));
                line.accept(RecordNodeDumper.line(graph, node));
              });
      return true;
    }
  }

  private static Map<String, Object> point(Reading reading) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("measurement", reading.measurement());
    point.put("time", reading.time().toString());
    point.put("tags", reading.tags());
    point.put("fields", reading.fields());
    return point;
  }
}
