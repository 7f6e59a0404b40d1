import static com.mongodb.client.model.Filters.*;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.*;
import com.drew.metadata.jpeg.JpegDirectory;
import com.mongodb.client.model.*;
import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import org.bson.Document;
import org.influxdb.dto.*;

/** From events to gold by a plain loop, to the same gold and records: what the hub is held against. */
public record BareLoop(Told told) {
  static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);
  static final List<String> PICTURES = List.of("UNWIND $rows AS row MERGE (i:IMAGE {swift_id: row.swift_id}) SET i=row",
      "UNWIND $rows AS row MATCH (i:IMAGE {swift_id: row.swift_id}) UNWIND row.subjects AS type MERGE (o:OBJECT {type: type})"
          + " MERGE (i)-[:SUBJECT]->(o)");
  record Item(Document entry, Date began, List<Map<String, Object>> records, long reading, long parsing) {}

  /** Arguments are NAME=VALUE. A line of input is a turn: reads in flight, objects a write, a file of events. */
  public static void main(String[] args) throws Exception {
    BareLoop loop = new BareLoop(Told.of(args));
    Told.turns(in -> loop.turn(in.nextInt(), in.nextInt(), Files.readAllLines(Path.of(in.next()))));
  }

  Map<String, Double> turn(int inFlight, int group, List<String> events) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(inFlight);
    Deque<Future<Item>> ahead = new ArrayDeque<>();
    List<Document> entries = List.of();
    long began = System.nanoTime(), waited = 0, reading = 0, parsing = 0;
    for (int next = 0, done = 0; done < events.size(); done += group) {
      for (; next < events.size() && ahead.size() < inFlight + group; next++) {
        if (next % 500 == 0) entries = register(events.subList(next, Math.min(next + 500, events.size())));
        Document entry = entries.get(next % 500);
        ahead.add(pool.submit(() -> read(entry)));
      }
      List<Item> items = new ArrayList<>();
      long from = System.nanoTime();
      while (items.size() < group && !ahead.isEmpty()) items.add(ahead.poll().get());
      waited += System.nanoTime() - from;
      write(items);
      record(items);
      reading += items.stream().mapToLong(Item::reading).sum();
      parsing += items.stream().mapToLong(Item::parsing).sum();
    }
    pool.shutdown();
    return Told.shares(System.nanoTime() - began, waited, reading, parsing);
  }

  List<Document> register(List<String> events) {
    long id = told.collection("stats", "swift").findOneAndUpdate(eq("type", "object_id_file"),
        Updates.inc("object_id", events.size() + 1L)).get("object_id", Number.class).longValue();
    List<Document> entries = new ArrayList<>();
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (String line : events) {
      Document event = Document.parse(line), entry = event.get("data", Document.class);
      String key = "bare" + event.get("id"), other = entry.getEmbedded(List.of("user_meta", "other-data"), "{}");
      Date time = Date.from(Instant.parse(event.getString("time")));
      entry.append("project", told.get("project")).append("swift_object_id", "" + ++id).append("event_id", event.get("id"))
          .append("original_object_name", entry.get("object")).append("other_data", Document.parse(other))
          .append("creation_date", time).append("last_modified", time).append("status", "waiting");
      writes.add(new UpdateOneModel<>(eq("_id", key), new Document("$set", entry), new UpdateOptions().upsert(true)));
      entries.add(new Document(entry).append("_id", key));
    }
    told.collection("swift", told.get("project")).bulkWrite(writes, ANY_ORDER);
    return entries;
  }

  Item read(Document entry) throws Exception {
    long from = System.nanoTime();
    String place = told.get("store") + "/v1/" + entry.get("account") + "/" + entry.get("container") + "/" + entry.get("object");
    HttpRequest request = HttpRequest.newBuilder(URI.create(place)).header("X-Auth-Token", told.get("token")).build();
    HttpResponse<byte[]> answer = told.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (!answer.headers().firstValue("etag").orElse("").replace("\"", "").equals(entry.get("etag")))
      throw new IOException(place + " is answered with " + answer.statusCode() + " or another etag");
    long between = System.nanoTime();
    List<Map<String, Object>> records = told.get("flow").equals("pictures") ? picture(answer.body())
        : Told.JSON.readerForListOf(Map.class).readValue(answer.body());
    return new Item(entry, new Date(), records, between - from, System.nanoTime() - between);
  }

  static List<Map<String, Object>> picture(byte[] bytes) throws Exception {
    var all = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length);
    var jpeg = all.getFirstDirectoryOfType(JpegDirectory.class);
    var place = all.getFirstDirectoryOfType(GpsDirectory.class).getGeoLocation();
    var camera = all.getFirstDirectoryOfType(ExifIFD0Directory.class).getString(ExifIFD0Directory.TAG_MODEL);
    return List.of(new HashMap<>(Map.of("format", "JPEG", "width", jpeg.getImageWidth(), "height", jpeg.getImageHeight(),
        "camera", camera, "latitude", place.getLatitude(), "longitude", place.getLongitude())));
  }

  void write(List<Item> items) {
    List<Point> points = new ArrayList<>();
    List<WriteModel<Document>> documents = new ArrayList<>();
    List<Map<String, Object>> pictures = new ArrayList<>();
    for (Item item : items) {
      Document entry = item.entry;
      Map<String, Object> source = Map.of("object", entry.get("container") + "/" + entry.get("object"),
          "version", entry.get("timestamp"), "route", "bare");
      for (int i = 0; i < item.records.size(); i++) {
        Map<String, Object> record = item.records.get(i);
        if (told.get("flow").equals("readings")) {
          String topic = (String) record.get("topic");
          Point.Builder point = Point.measurement(topic.substring(topic.lastIndexOf('/') + 1)).tag("topic", topic)
              .tag("unit", (String) record.get("value_units")).addField("value", ((Number) record.get("value")).doubleValue())
              .time(Instant.parse((String) record.get("time")).toEpochMilli() * 1_000_000, TimeUnit.NANOSECONDS);
          for (String tag : List.of("input", "subID", "unitID")) point.tag(tag, String.valueOf(record.get(tag)));
          source.forEach((name, value) -> point.addField("sluice_" + name, (String) value));
          points.add(point.build());
        } else if (told.get("flow").equals("documents")) {
          String id = "%s:%06d".formatted(entry.get("_id"), i);
          documents.add(new ReplaceOneModel<>(and(eq("_id", id), lte("_sluice.version", source.get("version"))), new Document(record)
              .append("_id", id).append("_sluice", new Document(source).append("position", i)), new ReplaceOptions().upsert(true)));
        } else {
          record.putAll(source);
          record.putAll(Map.of("swift_id", entry.get("swift_object_id"), "size", entry.get("size"), "subjects",
              entry.getEmbedded(List.of("other_data", "image_content", "main_object"), List.of())));
          pictures.add(record);
        }
      }
    }
    for (int at = 0; at < points.size(); at += 5000)
      told.influx().write(BatchPoints.database(told.get("project")).retentionPolicy("autogen")
          .points(points.subList(at, Math.min(points.size(), at + 5000))).build());
    if (!documents.isEmpty()) told.collection("gold_" + told.get("project"), "documents").bulkWrite(documents, ANY_ORDER);
    if (!pictures.isEmpty()) try (var session = told.neo4j().session()) {
      session.executeWriteWithoutResult(tx -> PICTURES.forEach(all -> tx.run(all, Map.of("rows", (Object) pictures)).consume()));
    }
  }

  void record(List<Item> items) {
    List<Document> done = new ArrayList<>();
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Item item : items) {
      Object key = item.entry.get("_id");
      List<Document> steps = List.of("parse", "write").stream().map(step -> new Document("step", step).append("attempt", 1)
          .append("execution_date", item.began).append("outcome", "succeeded").append("duration", 1.0)).toList();
      done.add(new Document("_id", key).append("run", key).append("object", item.entry.get("object")).append("operations", steps));
      writes.add(new UpdateOneModel<>(eq("_id", key), Updates.combine(Updates.set("status", "done"), Updates.pushEach(
          "successful_operations", steps), Updates.addToSet("processed_data_area_service", told.get("flow")))));
    }
    told.collection("log", "operations").insertMany(done);
    told.collection("swift", told.get("project")).bulkWrite(writes, ANY_ORDER);
  }
}
