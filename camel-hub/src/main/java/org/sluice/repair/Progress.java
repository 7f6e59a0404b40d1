package org.sluice.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.sluice.catalogue.Walk;

/** How far a replay is; changed in place by the hub that feeds it, and put on record as a whole. */
final class Progress {
  private Walk.Place cursor;
  private long portions;
  private long settled;
  private long lookedAt;
  private long objects;
  private long unhandled;
  private long underWay;
  private final Map<String, Long> routes = new TreeMap<>();
  private final Map<String, Map<String, Long>> ended = new TreeMap<>();
  private final Set<String> waitsFor = new TreeSet<>();

  private Progress(Walk.Place cursor) {
    this.cursor = cursor;
  }

  static Progress none() {
    return new Progress(Walk.Place.BEGINNING);
  }

  /** Where the walk through the catalogue stands. */
  Walk.Place cursor() {
    return cursor;
  }

  /** How many portions were put on the queues; portions are numbered from 1. */
  long portions() {
    return portions;
  }

  /** The last portion of which all runs are over, as are those of all before it. */
  long settled() {
    return settled;
  }

  /** Runs by route. */
  Map<String, Long> routes() {
    return routes;
  }

  /** Runs that are over, by route and status. */
  Map<String, Map<String, Long>> ended() {
    return ended;
  }

  /** Went over documents of the catalogue, up to there. */
  void walked(Walk.Place to, long documents) {
    cursor = to;
    lookedAt += documents;
  }

  /** Met an object that was chosen, with the routes that it goes through. */
  void met(List<String> through) {
    objects++;
    through.forEach(route -> routes.merge(route, 1L, Long::sum));
  }

  /** Met an object that was chosen and that no route takes. */
  void metUnhandled() {
    unhandled++;
  }

  /** Met an object whose runs are yet to come anyhow. */
  void metUnderWay() {
    underWay++;
  }

  void fed() {
    portions++;
    waitsFor.clear();
  }

  /** Why it is not fed now; true when that was not known. */
  boolean waits(Set<String> what) {
    boolean known = waitsFor.equals(what);
    waitsFor.clear();
    waitsFor.addAll(what);
    return !known;
  }

  void settle() {
    settled++;
  }

  void ended(String route, String status) {
    ended.computeIfAbsent(route, r -> new TreeMap<>()).merge(status, 1L, Long::sum);
  }

  Document document() {
    List<Document> byRoute = new ArrayList<>();
    routes.forEach((route, n) -> byRoute.add(new Document("route", route).append("runs", n)));
    List<Document> byEnd = new ArrayList<>();
    ended.forEach(
        (route, all) ->
            all.forEach(
                (status, n) ->
                    byEnd.add(
                        new Document("route", route).append("status", status).append("runs", n))));
    return new Document(
            "cursor", new Document("collection", cursor.collection()).append("id", cursor.id()))
        .append("portions", portions)
        .append("settled", settled)
        .append("looked_at", lookedAt)
        .append("objects", objects)
        .append("unhandled", unhandled)
        .append("under_way", underWay)
        .append("routes", byRoute)
        .append("ended", byEnd)
        .append("waits_for", List.copyOf(waitsFor));
  }

  static Progress of(Document document) {
    Document cursor = document.get("cursor", Document.class);
    Progress progress =
        new Progress(new Walk.Place(cursor.getString("collection"), cursor.get("id")));
    progress.portions = number(document, "portions");
    progress.settled = number(document, "settled");
    progress.lookedAt = number(document, "looked_at");
    progress.objects = number(document, "objects");
    progress.unhandled = number(document, "unhandled");
    progress.underWay = number(document, "under_way");
    for (Document one : document.getList("routes", Document.class)) {
      progress.routes.put(one.getString("route"), number(one, "runs"));
    }
    for (Document one : document.getList("ended", Document.class)) {
      progress
          .ended
          .computeIfAbsent(one.getString("route"), r -> new TreeMap<>())
          .put(one.getString("status"), number(one, "runs"));
    }
    progress.waitsFor.addAll(document.getList("waits_for", String.class));
    return progress;
  }

  private static long number(Document document, String field) {
    return document.get(field, Number.class).longValue();
  }
}
