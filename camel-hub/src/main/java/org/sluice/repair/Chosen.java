package org.sluice.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Selector;
import org.sluice.event.LakeObject;

/**
 * A document that a replay came by.
 *
 * @param kind whether it is chosen, and what is to be done
 * @param object null where it is passed over
 * @param routes those that it goes through again
 * @param lost runs that wait and that nothing is on record of, where these are asked for
 * @param place where the walk stands behind it
 */
record Chosen(
    Kind kind, LakeObject object, List<LakeRoute> routes, List<RunKey> lost, Walk.Place place) {
  /** What is to be done with it. */
  enum Kind {
    PASSED_OVER,
    /** No route takes it. */
    UNHANDLED,
    /** Its runs are yet to come anyhow. */
    UNDER_WAY,
    CHOSEN
  }

  /** Looks at what is on a page, in its order. */
  static final class Chooser {
    private final Runs runs;
    private final RouteTable table;

    Chooser(Runs runs, RouteTable table) {
      this.runs = runs;
      this.table = table;
    }

    List<Chosen> of(List<Document> page, String collection, ReplayFilter filter) {
      Selector selector = filter.selector();
      Map<String, List<Document>> ofEvents =
          runs.ofEvents(page.stream().map(one -> Documents.object(one).eventId()).toList());
      List<Chosen> all = new ArrayList<>();
      for (Document document : page) {
        Walk.Place place = new Walk.Place(collection, document.get("_id"));
        LakeObject object = Documents.object(document);
        List<Document> onRecord = ofEvents.getOrDefault(object.eventId(), List.of());
        all.add(
            selector.selects(object)
                ? chosen(
                    object,
                    known(document, onRecord),
                    lost(document, onRecord, filter),
                    filter,
                    place)
                : new Chosen(Kind.PASSED_OVER, null, List.of(), List.of(), place));
      }
      return all;
    }

    /** Route and status of an event's runs, also of those that are yet to come. */
    private static List<Document> known(Document document, List<Document> onRecord) {
      List<Document> known = new ArrayList<>(onRecord);
      known.removeIf(run -> run.getBoolean("removal", false));
      Documents.unrecorded(document, onRecord)
          .forEach(
              run ->
                  known.add(
                      new Document("route", run.route()).append("status", Status.WAITING.text())));
      return known;
    }

    private static List<RunKey> lost(
        Document document, List<Document> onRecord, ReplayFilter filter) {
      return !filter.meansWaiting()
          ? List.of()
          : Documents.unrecorded(document, onRecord).stream()
              .filter(run -> filter.route() == null || filter.route().equals(run.route()))
              .toList();
    }

    private Chosen chosen(
        LakeObject object,
        List<Document> known,
        List<RunKey> lost,
        ReplayFilter filter,
        Walk.Place place) {
      List<LakeRoute> routes =
          filter.route() == null ? table.takers(object) : through(object, known, filter);
      if (routes.isEmpty()) {
        Kind kind = filter.route() == null ? Kind.UNHANDLED : Kind.PASSED_OVER;
        return new Chosen(kind, object, routes, lost, place);
      }
      if (!filter.meansWaiting()) {
        routes = routes.stream().filter(route -> known.stream().noneMatch(awaits(route))).toList();
      }
      return new Chosen(
          routes.isEmpty() ? Kind.UNDER_WAY : Kind.CHOSEN, object, routes, lost, place);
    }

    private List<LakeRoute> through(LakeObject object, List<Document> known, ReplayFilter filter) {
      LakeRoute route = table.get(filter.route());
      if (route == null) {
        return List.of();
      }
      boolean ran =
          known.stream()
              .filter(run -> run.getString("route").equals(route.id()))
              .anyMatch(run -> !Status.SUPERSEDED.text().equals(run.getString("status")));
      boolean taken = table.takers(object).contains(route);
      // A fallback also has what all others declined, which is known by its run alone.
      boolean again = ran && (taken || (route.fallback() && route.takes(object)));
      return again || (filter.existing() && taken) ? List.of(route) : List.of();
    }

    private static Predicate<Document> awaits(LakeRoute route) {
      return run ->
          run.getString("route").equals(route.id())
              && !Status.of(run.getString("status")).isFinal();
    }
  }

  /** Its runs under a replay's id. */
  List<Queues.Queued> queued(String replay) {
    return routes.stream().map(route -> Queues.Queued.of(object, route, replay)).toList();
  }
}
