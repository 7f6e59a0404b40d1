import static com.mongodb.client.model.Filters.*;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.*;
import com.mongodb.client.model.*;
import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.*;
import org.apache.commons.csv.*;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.influxdb.*;
import org.influxdb.dto.*;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.postgresql.ds.PGSimpleDataSource;

/** From an object of records to gold by a bare driver: what the hub's sinks are held against. */
public final class BareSink {
  static final ObjectMapper JSON = new ObjectMapper();
  static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);
  static final String ROUTE = "bare";
  static final Set<String> TAGS = Set.of("station", "sensor");
  static final List<String> GRAPH = List.of(
      "UNWIND $rows AS row MERGE (n:BareRecord {sluice_key: row.key}) WITH n, row WHERE n.sluice_version IS NULL"
          + " OR n.sluice_version <= row.version SET n = row.properties, n:BareReading RETURN count(*)",
      "UNWIND $rows AS row MATCH (:BareRecord {sluice_key: row.key})-[r]->(s:BareShared)"
          + " WHERE NOT (type(r) + ' ' + s.sluice_id) IN row.related DELETE r RETURN DISTINCT s.sluice_id",
      "UNWIND $stations AS id MERGE (s:BareShared {sluice_id: id}) SET s.name = id, s:BareStation",
      "UNWIND $sensors AS id MERGE (s:BareShared {sluice_id: id}) SET s.name = id, s:BareSensor",
      "UNWIND $rows AS row MATCH (n:BareRecord {sluice_key: row.key}) MATCH (s:BareShared {sluice_id: row.station})"
          + " MERGE (n)-[:AT]->(s)",
      "UNWIND $rows AS row MATCH (n:BareRecord {sluice_key: row.key}) MATCH (s:BareShared {sluice_id: row.sensor})"
          + " MERGE (n)-[:OF]->(s)");
  static final Map<String, Function<String, Object>> TYPES = Map.of("time", Instant::parse, "value", Double::valueOf,
      "battery", Double::valueOf, "count", Long::valueOf, "ok", Boolean::valueOf);

  /** A part of an object: its records, and what is to be known of where they come from. */
  record Part(List<Map<String, Object>> records, String object, String key, String version, long first) {
    <T> List<T> each(Row<T> row) {
      return IntStream.range(0, records.size()).mapToObj(i -> row.of(records.get(i), first + i)).toList();
    }
  }

  interface Row<T> {
    T of(Map<String, Object> record, long position);
  }

  interface Gold {
    void write(Part part) throws Exception;
  }

  final Map<String, String> told = new HashMap<>();
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final boolean csv;
  final Gold gold;

  BareSink(String[] args) throws Exception {
    for (String arg : args) told.put(arg.split("=", 2)[0], arg.split("=", 2)[1]);
    csv = told.get("format").equals("csv");
    gold = switch (told.get("sink")) {
      case "influxdb" -> influxdb();
      case "mongodb" -> mongodb();
      case "neo4j" -> neo4j();
      case "postgresql" -> postgresql();
      case "kafka" -> kafka();
      case "http" -> requests();
      default -> throw new IllegalArgumentException(told.get("sink"));
    };
  }

  /** Arguments are NAME=VALUE. A line of input is a turn: object, etag, version, records a pass, records a write. */
  public static void main(String[] args) throws Exception {
    BareSink loop = new BareSink(args);
    System.out.println("ready");
    for (Scanner in = new Scanner(System.in); in.hasNext(); )
      System.out.println(loop.turn(in.next(), in.next(), in.next(), in.nextInt(), in.nextInt()));
  }

  String turn(String object, String etag, String version, int pass, int most) throws Exception {
    long began = System.nanoTime(), writing = 0, count = 0;
    try (InputStream in = open(object, etag)) {
      Iterator<Map<String, Object>> records = csv ? table(in) : JSON.readerForMapOf(Object.class).readValues(in);
      while (records.hasNext()) {
        List<Map<String, Object>> some = new ArrayList<>();
        while (some.size() < pass && records.hasNext()) some.add(records.next());
        long from = System.nanoTime();
        for (int at = 0; at < some.size(); at += most) {
          List<Map<String, Object>> part = some.subList(at, Math.min(some.size(), at + most));
          gold.write(new Part(part, object, etag, version, count));
          count += part.size();
        }
        writing += System.nanoTime() - from;
      }
    }
    double all = System.nanoTime() - began;
    return JSON.writeValueAsString(Map.of("seconds", all / 1e9, "records", count, "writing", writing / all));
  }

  InputStream open(String object, String etag) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(told.get("store") + "/v1/" + object)).build();
    HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (!answer.headers().firstValue("etag").orElse("").replace("\"", "").equals(etag))
      throw new IOException(object + " is answered with " + answer.statusCode() + " or another etag");
    return answer.body();
  }

  static Iterator<Map<String, Object>> table(InputStream in) throws IOException {
    CSVParser parser = CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8),
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get());
    List<String> names = parser.getHeaderNames();
    List<Function<String, Object>> types = names.stream().map(name -> TYPES.getOrDefault(name, text -> text)).toList();
    return parser.stream().map(cells -> {
      Map<String, Object> record = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) record.put(names.get(i), types.get(i).apply(cells.get(i)));
      return record;
    }).iterator();
  }

  Gold influxdb() {
    InfluxDB influx = Prompt.influx(told.get("influx"));
    return part -> influx.write(BatchPoints.database(told.get("project")).retentionPolicy("autogen")
        .points(part.each((record, position) -> point(record, part))).build());
  }

  static Point point(Map<String, Object> record, Part part) {
    Instant time = record.get("time") instanceof Instant read ? read : Instant.parse((String) record.get("time"));
    Point.Builder point = Point.measurement("readings")
        .time(time.getEpochSecond() * 1_000_000_000L + time.getNano(), TimeUnit.NANOSECONDS);
    TAGS.forEach(tag -> point.tag(tag, (String) record.get(tag)));
    record.forEach((name, value) -> {
      if (value instanceof Number number) point.addField(name, number.doubleValue());
      else if (value instanceof Boolean truth) point.addField(name, (boolean) truth);
    });
    return point.addField("sluice_object", part.object()).addField("sluice_version", part.version())
        .addField("sluice_route", ROUTE).build();
  }

  Gold mongodb() {
    MongoClient mongo = MongoClients.create(told.get("mongo") + "/?retryWrites=false");
    MongoCollection<Document> documents = mongo.getDatabase("gold_" + told.get("project")).getCollection("documents");
    documents.createIndex(Indexes.ascending("_sluice.object"));
    return part -> documents.bulkWrite(part.<WriteModel<Document>>each((record, position) -> {
      String id = "%s:%06d".formatted(part.key(), position);
      Document document = new Document("_id", id);
      record.forEach((name, value) -> document.put(name, value instanceof Instant time ? java.util.Date.from(time) : value));
      document.put("_sluice", place(part).append("position", position));
      return new ReplaceOneModel<>(and(eq("_id", id), lte("_sluice.version", part.version())), document,
          new ReplaceOptions().upsert(true));
    }), ANY_ORDER);
  }

  static Document place(Part part) {
    String[] names = part.object().split("/", 3);
    return new Document("object", names[2]).append("container", names[1]).append("account", names[0])
        .append("version", part.version()).append("route", ROUTE);
  }

  Gold neo4j() {
    Driver driver = GraphDatabase.driver(told.get("neo4j"), AuthTokens.none());
    try (Session session = driver.session()) {
      for (String one : List.of("BareRecord) REQUIRE n.sluice_key", "BareShared) REQUIRE n.sluice_id"))
        session.run("CREATE CONSTRAINT IF NOT EXISTS FOR (n:" + one + " IS UNIQUE").consume();
      session.run("CREATE INDEX IF NOT EXISTS FOR (n:BareRecord) ON (n.sluice_mark)").consume();
    }
    return part -> {
      Map<String, Object> parameters = new HashMap<>();
      parameters.put("rows", part.each((record, position) -> row(part, record, position)));
      for (String shared : TAGS) parameters.put(shared + "s", part.records().stream().map(each -> each.get(shared)).distinct().toList());
      try (Session session = driver.session()) {
        session.executeWriteWithoutResult(tx -> GRAPH.forEach(one -> tx.run(one, parameters).consume()));
      }
    };
  }

  static Map<String, Object> row(Part part, Map<String, Object> record, long position) {
    String key = "%s:%06d".formatted(part.key(), position);
    Map<String, Object> properties = new HashMap<>(record);
    if (record.get("time") instanceof Instant time) properties.put("time", time.atZone(ZoneOffset.UTC));
    properties.putAll(Map.of("sluice_key", key, "sluice_mark", part.key(), "sluice_position", position, "sluice_project", "bare",
        "sluice_object", part.object(), "sluice_version", part.version(), "sluice_route", ROUTE));
    return Map.of("key", key, "version", part.version(), "properties", properties, "station", record.get("station"), "sensor",
        record.get("sensor"), "related", List.of("AT " + record.get("station"), "OF " + record.get("sensor")));
  }

  Gold postgresql() throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(told.get("sql"));
    source.setUser(told.get("user"));
    source.setPassword(Files.readString(Path.of(told.get("password"))).strip());
    Connection sql = source.getConnection();
    Map<String, String> columns = new LinkedHashMap<>(Map.of("time", csv ? "timestamptz" : "text", "station", "text",
        "sensor", "text", "value", "float8", "battery", "float8", "count", "int8", "ok", "bool", "note", "text"));
    String table = "\"" + told.get("project") + "\".records";
    try (Statement statement = sql.createStatement()) {
      statement.execute("CREATE SCHEMA \"" + told.get("project") + "\"");
      statement.execute("CREATE TABLE " + table + " (sluice_key text COLLATE \"C\" NOT NULL, sluice_position bigint NOT NULL,"
          + " sluice_object text NOT NULL, sluice_version text COLLATE \"C\" NOT NULL, sluice_route text NOT NULL, "
          + joined(columns, "\"%1$s\" %2$s") + ", PRIMARY KEY (sluice_key, sluice_position))");
    }
    sql.setAutoCommit(false);
    PreparedStatement upsert = sql.prepareStatement("INSERT INTO " + table
        + " AS t (sluice_key, sluice_position, sluice_object, sluice_version, sluice_route, " + joined(columns, "\"%1$s\"")
        + ") SELECT * FROM unnest(?::text[], ?::int8[], ?::text[], ?::text[], ?::text[], " + joined(columns, "?::%2$s[]")
        + ") ON CONFLICT (sluice_key, sluice_position) DO UPDATE SET sluice_object = excluded.sluice_object,"
        + " sluice_version = excluded.sluice_version, sluice_route = excluded.sluice_route, "
        + joined(columns, "\"%1$s\" = excluded.\"%1$s\"") + " WHERE t.sluice_version <= excluded.sluice_version");
    return part -> {
      int at = 1;
      upsert.setArray(at++, sql.createArrayOf("text", part.each((record, position) -> part.key()).toArray()));
      upsert.setArray(at++, sql.createArrayOf("int8", part.each((record, position) -> position).toArray()));
      for (String one : List.of(part.object(), part.version(), ROUTE))
        upsert.setArray(at++, sql.createArrayOf("text", part.each((record, position) -> one).toArray()));
      for (Map.Entry<String, String> column : columns.entrySet())
        upsert.setArray(at++, sql.createArrayOf(column.getValue(), part.each((record, position) -> {
          Object value = record.get(column.getKey());
          return value instanceof Instant ? value.toString() : value instanceof Integer number ? number.longValue() : value;
        }).toArray()));
      upsert.executeUpdate();
      sql.commit();
    };
  }

  Gold kafka() throws Exception {
    Properties properties = new Properties();
    properties.putAll(Map.of("bootstrap.servers", told.get("kafka"), "acks", "all", "enable.idempotence", true, "linger.ms", 2));
    // The broker makes no topic by itself.
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", told.get("kafka")))) {
      if (!admin.listTopics().names().get().contains("bench-bare"))
        admin.createTopics(List.of(new NewTopic("bench-bare", 1, (short) 1))).all().get();
    }
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    return part -> {
      String[] names = part.object().split("/", 3);
      List<Future<RecordMetadata>> sent = part.each((record, position) -> {
        String id = "%s:%06d".formatted(part.key(), position);
        ProducerRecord<String, String> one = new ProducerRecord<>("bench-bare", id, json(record));
        for (String[] header : new String[][] {{"sluice-id", id}, {"sluice-account", names[0]}, {"sluice-object", names[2]},
            {"sluice-version", part.version()}, {"sluice-route", ROUTE}})
          one.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
        return producer.send(one);
      });
      for (Future<RecordMetadata> one : sent) one.get();
    };
  }

  Gold requests() {
    URI taken = URI.create(told.get("store") + "/taken");
    return part -> {
      String body = part.each((record, position) -> json(record) + "\n").stream().collect(Collectors.joining());
      HttpRequest request = HttpRequest.newBuilder(taken).header("Content-Type", "application/x-ndjson")
          .header("Idempotency-Key", part.key() + ":" + part.first() + ":" + part.version()).header("Sluice-Object", part.object())
          .header("Sluice-Version", part.version()).header("Sluice-Route", ROUTE)
          .POST(HttpRequest.BodyPublishers.ofString(body)).build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) throw new IOException(taken + " answers with " + status);
    };
  }

  static String json(Map<String, Object> record) {
    try {
      Map<String, Object> plain = new LinkedHashMap<>(record);
      plain.replaceAll((name, value) -> value instanceof Instant ? value.toString() : value);
      return JSON.writeValueAsString(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String joined(Map<String, String> columns, String form) {
    return columns.entrySet().stream().map(each -> form.formatted(each.getKey(), each.getValue())).collect(Collectors.joining(", "));
  }
}
