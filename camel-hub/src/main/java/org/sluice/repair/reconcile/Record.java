package org.sluice.repair.reconcile;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.swift.ContainerState;

/**
 * What is kept from round to round, database {@code log}: how each container stood when it was last
 * compared ({@code reconciled}), which ones Swift refused ({@code reconcile_refused}), and what
 * rounds came to ({@code reconciliations}).
 */
final class Record {
  private static final String ALL = "all";
  private static final String STOP = "stop_asked";
  private static final int LISTED = 20;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration SILENT = Duration.ofMinutes(1);

  private final MongoCollection<Document> containers;
  private final MongoCollection<Document> refused;
  private final MongoCollection<Document> rounds;

  Record(MongoDatabase log) {
    this.containers = log.getCollection("reconciled");
    this.refused = log.getCollection("reconcile_refused");
    this.rounds = log.getCollection("reconciliations");
  }

  /**
   * How a container stood.
   *
   * @param signs its count, bytes and time as they then were; null where some of it was left over
   * @param compared when
   * @param took how long
   */
  record Stand(Place place, String signs, Instant compared, Duration took) {}

  /** What shows that a container was changed: all but an overwrite of the same size. */
  static String signs(ContainerState state) {
    return state == null
        ? "gone"
        : state.objects() + " " + state.bytes() + " " + state.changed() + " " + state.meta();
  }

  /** As they now are. */
  Refusals refusals() {
    return new Refusals(refused);
  }

  /** Of all containers that were ever compared. */
  Map<Place, Stand> stands() {
    Map<Place, Stand> stands = new HashMap<>();
    for (Document document : containers.find(Filters.exists("container"))) {
      Stand stand = stand(document);
      stands.put(stand.place(), stand);
    }
    return stands;
  }

  /** As it now is; null for a container that was never compared. */
  Stand stand(Place place) {
    Document document = containers.find(Filters.eq("_id", id(place))).first();
    return document == null ? null : stand(document);
  }

  private static Stand stand(Document document) {
    return new Stand(
        new Place(document.getString("account"), document.getString("container")),
        document.getString("signs"),
        document.getDate("compared").toInstant(),
        Duration.ofMillis(document.getLong("took_ms")));
  }

  private static String id(Place place) {
    return place.account() + "/" + place.container();
  }

  void stands(Stand stand) {
    String id = id(stand.place());
    containers.replaceOne(
        Filters.eq("_id", id),
        new Document("_id", id)
            .append("account", stand.place().account())
            .append("container", stand.place().container())
            .append("signs", stand.signs())
            .append("compared", Date.from(stand.compared()))
            .append("took_ms", stand.took().toMillis()),
        new ReplaceOptions().upsert(true));
  }

  /** A container is to be compared again whatever it shows. */
  void left(Place place) {
    containers.updateOne(Filters.eq("_id", id(place)), Updates.set("signs", null));
  }

  /** Nothing is left of it, neither in Swift nor in the catalogue. */
  void forget(Place place) {
    containers.deleteOne(Filters.eq("_id", id(place)));
  }

  /** Whether there was a round over all containers. */
  boolean isBegun() {
    return containers.find(Filters.eq("_id", ALL)).first() != null;
  }

  /** All containers that there are were compared. */
  void begun() {
    containers.replaceOne(
        Filters.eq("_id", ALL),
        new Document("_id", ALL).append("compared", new Date()),
        new ReplaceOptions().upsert(true));
  }

  /**
   * Puts on record how a round stands, with each container.
   *
   * @return whether somebody asked for its end
   */
  boolean save(Report report) {
    return save(report, new Document("$set", report.document()));
  }

  /** The same, the containers left as they are on record. */
  boolean saveFigures(Report report) {
    return save(
        report,
        new Document("$set", report.figures())
            .append("$setOnInsert", new Document("by_container", List.of())));
  }

  private boolean save(Report report, Document change) {
    Document stands = change.get("$set", Document.class).append("beat", new Date());
    stands.remove("_id");
    Document saved =
        rounds.findOneAndUpdate(
            Filters.eq("_id", report.id()),
            change,
            new FindOneAndUpdateOptions()
                .upsert(true)
                .returnDocument(ReturnDocument.AFTER)
                .projection(Projections.include(STOP)));
    return saved.getBoolean(STOP, false);
  }

  /** Asks for a round's end, on whichever hub; false where it is not under way. */
  boolean stop(String id) {
    return rounds
            .updateOne(
                Filters.and(Filters.eq("_id", id), Filters.eq("state", Report.RUNNING)),
                Updates.set(STOP, true))
            .getMatchedCount()
        == 1;
  }

  /** Forgets rounds and refusals of long ago. */
  void tidy() {
    Date before = Date.from(Instant.now().minus(KEPT));
    rounds.deleteMany(Filters.lt("started", before));
    refused.deleteMany(Filters.lt("at", before));
  }

  /** A round as the API shows it; null for one that is not known. */
  Map<String, Object> round(String id) {
    Document found = rounds.find(Filters.eq("_id", id)).first();
    return found == null ? null : shown(found);
  }

  /** The latest rounds, newest first, without their containers. */
  List<Map<String, Object>> rounds() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Document document : rounds.find().sort(Sorts.descending("started")).limit(LISTED)) {
      Map<String, Object> shown = shown(document);
      shown.remove("by_container");
      list.add(shown);
    }
    return list;
  }

  private static Map<String, Object> shown(Document round) {
    Map<String, Object> shown = new LinkedHashMap<>(round);
    shown.put("id", shown.remove("_id"));
    Date beat = (Date) shown.remove("beat");
    if (Report.RUNNING.equals(shown.get("state"))
        && beat.toInstant().plus(SILENT).isBefore(Instant.now())) {
      shown.put("state", "interrupted");
      shown.put("error", "Its hub ended, or lost MongoDB, in the middle of it");
    }
    return shown;
  }
}
