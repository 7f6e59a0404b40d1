import static com.mongodb.client.model.Filters.*;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.*;
import com.drew.metadata.jpeg.JpegDirectory;
import com.mongodb.client.model.*;
import java.io.*;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.bson.Document;
import org.influxdb.dto.*;

/** From events to gold by a plain loop: the hub is held against it. It writes the same gold, and as much on record. */
public record BareLoop(Told told) {
  static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);
  static final List<String> PICTURES = List.of("UNWIND $rows AS row MERGE (i:IMAGE {swift_id: row.swift_id}) SET i=row",
      "UNWIND $rows AS row MATCH (i:IMAGE {swift_id: row.swift_id}) UNWIND row.subjects AS type MERGE (o:OBJECT {type: type})"
          + " MERGE (i)-[:SUBJECT]->(o)");
  record Item(Document entry, Date began, List<Map<String, Object>> records) {}

  /** Arguments are NAME=VALUE. A line of input is a turn: reads in flight, objects a write, a file of events. */
  public static void main(String[] args) throws Exception {
    Told.turns(args, (told, in) -> new BareLoop(told).turn(in.nextInt(), in.nextInt(), Told.lines(in)));
  }

  Map<String, Double> turn(int inFlight, int group, List<String> events) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(inFlight);
    Deque<Future<Item>> ahead = new ArrayDeque<>();
    List<Document> entries = List.of();
    long began = System.nanoTime(), waited = 0;
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
    }
    pool.shutdown();
    return told.shares(System.nanoTime() - began, waited);
  }

  List<Document> register(List<String> events) {
    long id = told.collection("stats", "swift").findOneAndUpdate(eq("type", "object_id_file"),
        Updates.inc("object_id", events.size() + 1L)).get("object_id", Number.class).longValue();
    List<Document> entries = new ArrayList<>();
    for (String line : events) {
      Document event = Document.parse(line), entry = event.get("data", Document.class);
      String other = entry.getEmbedded(List.of("user_meta", "other-data"), "{}");
      Date time = Date.from(Instant.parse(event.getString("time")));
      entry.append("_id", "bare" + event.get("id")).append("project", told.get("project")).append("swift_object_id", "" + ++id)
          .append("event_id", event.get("id")).append("original_object_name", entry.get("object")).append("other_data", Document.parse(other))
          .append("creation_date", time).append("last_modified", time).append("status", "waiting");
      entries.add(entry);
    }
    told.collection("swift", told.get("project")).insertMany(entries);
    return entries;
  }

  Item read(Document entry) throws Exception {
    long from = System.nanoTime();
    HttpGet request = new HttpGet(told.get("store") + "/v1/" + entry.get("account") + "/" + entry.get("container") + "/" + entry.get("object"));
    request.setHeader("X-Auth-Token", told.get("token"));
    byte[] bytes = told.http().execute(request, answer -> {
      if (answer.getHeader("etag").getValue().replace("\"", "").equals(entry.get("etag"))) return EntityUtils.toByteArray(answer.getEntity());
      throw new IOException(request + " is answered with " + answer.getCode() + " or another etag");
    });
    long between = System.nanoTime();
    List<Map<String, Object>> records = told.get("flow").equals("pictures") ? picture(bytes)
        : Told.JSON.readerForListOf(Map.class).readValue(bytes);
    told.spent(between - from, System.nanoTime() - between);
    return new Item(entry, new Date(), records);
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
      Map<String, Object> source = Map.of("object", item.entry.get("container") + "/" + item.entry.get("object"),
          "version", item.entry.get("timestamp"), "route", "bare");
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
          String id = "%s:%06d".formatted(item.entry.get("_id"), i);
          documents.add(new ReplaceOneModel<>(and(eq("_id", id), lte("_sluice.version", source.get("version"))), new Document(record)
              .append("_id", id).append("_sluice", new Document(source).append("position", i)), new ReplaceOptions().upsert(true)));
        } else {
          record.putAll(source);
          record.putAll(Map.of("swift_id", item.entry.get("swift_object_id"), "size", item.entry.get("size"), "subjects",
              item.entry.getEmbedded(List.of("other_data", "image_content", "main_object"), List.of())));
          pictures.add(record);
        }
      }
    }
    for (int at = 0; at < points.size(); at += 5000) told.influx().write(BatchPoints.database(told.get("project"))
        .retentionPolicy("autogen").points(points.subList(at, Math.min(points.size(), at + 5000))).build());
    if (!documents.isEmpty()) told.collection("gold_" + told.get("project"), "documents").bulkWrite(documents, ANY_ORDER);
    if (!pictures.isEmpty())
      told.inGraph(tx -> PICTURES.forEach(all -> tx.run(all, Map.of("rows", (Object) pictures)).consume()));
  }

  void record(List<Item> items) {
    List<Document> done = new ArrayList<>();
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Item item : items) {
      Document entry = item.entry, run = new Document("_id", entry.get("_id")).append("event_id", entry.get("_id"));
      for (String field : List.of("account", "container", "object", "project", "trans_id")) run.append(field, entry.get(field));
      List<Document> steps = new ArrayList<>(), known = new ArrayList<>();
      for (String step : told.get("steps").split(",")) {
        Document both = new Document("route", "bare").append("revision", "1").append("step", step).append("attempt", 1);
        steps.add(new Document(both).append("outcome", "succeeded").append("started", item.began).append("duration_ms", 1.0).append("error", null));
        known.add(both.append("execution_date", item.began).append("operation_instance", "bare." + step).append("duration", 1.0)
            .append("dag_id", "bare@1 " + entry.get("swift_object_id") + ":" + item.began.toInstant()));
      }
      Document gold = new Document("service", told.get("flow")).append("store", told.get("project")).append("records", item.records.size());
      done.add(run.append("status", "done").append("started", item.began).append("operations", steps).append("gold", List.of(gold)));
      writes.add(new UpdateOneModel<>(eq("_id", run.get("_id")), Updates.combine(Updates.set("status", "done"),
          Updates.pushEach("successful_operations", known), Updates.addToSet("processed_data_area_service", told.get("flow")))));
    }
    told.collection("log", "operations").insertMany(done);
    told.collection("swift", told.get("project")).bulkWrite(writes, ANY_ORDER);
  }
}
