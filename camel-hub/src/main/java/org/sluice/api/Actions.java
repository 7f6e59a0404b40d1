package org.sluice.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.RoutesBuilder;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trace;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Untaken;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.live.LiveRoutes;
import org.sluice.live.agreed.Agreement;
import org.sluice.live.agreed.HubWish;
import org.sluice.live.agreed.LakeSet;
import org.sluice.observe.Readiness;
import org.sluice.run.Circuits;

/** What the HTTP interface can do. */
public final class Actions {
  private static final int LIST_LIMIT = 1000;

  /** An answer is held in memory as a whole. */
  private static final int MOST_LISTED = 100_000;

  private final Trace trace;
  private final KnownProjects projects;
  private final KnownRoutes known;
  private final JournalActions journals;
  private final ParkedActions parked;
  private final RefusedActions refused;
  private final ReplayActions replays;
  private final ReconcileActions reconcile;
  private final StandActions stand;
  private final RouteTable table;
  private final LiveRoutes live;
  private final Circuits circuits;
  private final Readiness readiness;
  private final GoldActions gold;
  private final String firstAccount;

  /**
   * @param inventory knows the projects
   * @param known the routes that there are and were
   * @param firstAccount account of an object where the caller names none
   */
  public Actions(
      Trace trace,
      Inventory inventory,
      KnownRoutes known,
      JournalActions journals,
      ParkedActions parked,
      RefusedActions refused,
      ReplayActions replays,
      ReconcileActions reconcile,
      StandActions stand,
      RouteTable table,
      LiveRoutes live,
      Circuits circuits,
      Readiness readiness,
      GoldActions gold,
      String firstAccount) {
    this.trace = trace;
    this.projects = new KnownProjects(inventory);
    this.known = known;
    this.journals = journals;
    this.parked = parked;
    this.refused = refused;
    this.replays = replays;
    this.reconcile = reconcile;
    this.stand = stand;
    this.table = table;
    this.live = live;
    this.circuits = circuits;
    this.readiness = readiness;
    this.gold = gold;
    this.firstAccount = firstAccount;
  }

  /** The interface as Camel serves it. */
  public RoutesBuilder served(ApiKey key) {
    List<Action> actions = new ArrayList<>();
    actions.add(
        new Action(
            "GET",
            "/v1/health/live",
            true,
            "Whether the hub runs.",
            List.of(),
            r -> Action.Answer.ok(Map.of("status", "UP", "checks", Map.of()))));
    actions.add(
        new Action(
            "GET",
            "/v1/health/ready",
            true,
            "Whether the hub can work: each part by itself.",
            List.of(),
            r -> ready()));
    actions.add(
        new Action(
            "GET",
            "/v1/trace",
            false,
            "An object's document, runs and operations; why no route takes it, where none does.",
            List.of("container*", "object*", "account"),
            this::trace));
    actions.add(
        new Action(
            "GET",
            "/v1/objects",
            false,
            "Objects by project, status and route, or by the X-Trans-Id of a request to Swift;"
                + " more tells whether there are others.",
            List.of("project", "status", "route", "trans_id", "limit"),
            this::objects));
    actions.add(
        new Action(
            "GET",
            "/v1/routes",
            false,
            "Routes that run, and files that are refused.",
            List.of(),
            r -> routes()));
    actions.addAll(gold.all());
    actions.addAll(journals.all());
    actions.addAll(parked.all());
    actions.addAll(refused.all());
    actions.addAll(replays.all());
    actions.addAll(reconcile.all());
    actions.addAll(stand.all());
    actions.add(
        new Action(
            "GET",
            "/v1/openapi.json",
            true,
            "This description.",
            List.of(),
            r -> Action.Answer.ok(OpenApi.of(actions))));
    return new Api(key, actions);
  }

  private Action.Answer ready() {
    Map<String, Object> checks = new LinkedHashMap<>();
    Map<String, Optional<String>> answers = readiness.ask();
    boolean well = readiness.ready(answers);
    for (Map.Entry<String, Optional<String>> check : answers.entrySet()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("status", check.getValue().isEmpty() ? "UP" : "DOWN");
      answer.put("detail", check.getValue().orElse(null));
      checks.put(check.getKey(), answer);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", well ? "UP" : "DOWN");
    body.put("checks", checks);
    return new Action.Answer(well ? 200 : 503, body);
  }

  private Action.Answer trace(Action.Request request) {
    String account = request.parameter("account");
    ObjectKey key =
        new ObjectKey(
            account == null ? firstAccount : account,
            request.required("container"),
            request.required("object"));
    Map<String, Object> found = trace.of(key);
    if (found == null) {
      throw new ApiException(
          404,
          "object-unknown",
          "The catalogue has no object " + key,
          "Look at the name; an object just uploaded is known within a second.");
    }
    if (Status.UNHANDLED.text().equals(found.get("status"))) {
      found.put("untaken", untaken(found));
    }
    return Action.Answer.ok(found);
  }

  private List<Map<String, String>> untaken(Map<String, Object> found) {
    Set<String> ran =
        ((List<?>) found.get("runs"))
            .stream()
                .map(Document.class::cast)
                .filter(run -> Objects.equals(run.get("event_id"), found.get("event_id")))
                .map(run -> run.getString("route"))
                .collect(Collectors.toSet());
    LakeObject object = Documents.object((Document) found.get("document"));
    return Untaken.of(table.all(), object, ran).stream()
        .map(one -> Map.of("route", one.route(), "why", one.why()))
        .toList();
  }

  /** Objects that the caller chooses among. */
  Action.Answer objects(Action.Request request) {
    int most = limit(request.parameter("limit"));
    String transId = request.parameter("trans_id");
    String project = transId == null ? request.parameter("project") : null;
    String route = transId == null ? request.parameter("route") : null;
    if (route != null) {
      // Before the catalogue is gone through for a name that is none.
      known.check(route);
    }
    Trace.Listed listed =
        transId != null
            ? trace.ofRequest(transId, most)
            : trace.list(project, request.parameter("status"), route, most);
    if (project != null && listed.objects().isEmpty()) {
      projects.check(project, "the catalogue");
    }
    return Action.Answer.ok(Map.of("objects", listed.objects(), "more", listed.more()));
  }

  /** How many objects are wanted at most; null where the caller does not say. */
  static int limit(String given) {
    if (given == null) {
      return LIST_LIMIT;
    }
    int most = given.matches("[0-9]{1,9}") ? Integer.parseInt(given) : 0;
    if (most < 1 || most > MOST_LISTED) {
      throw new ApiException(
          400,
          "limit-invalid",
          "limit is no number from 1 to " + MOST_LISTED + ": " + given,
          "Give such a number; project, status and route choose among more objects.");
    }
    return most;
  }

  private Action.Answer routes() {
    List<Map<String, Object>> running = new ArrayList<>();
    Map<String, Circuits.Standing> standing = circuits.standing();
    for (LakeRoute route : table.all()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", route.id());
      one.put("description", route.description());
      one.put("selects", route.selects());
      one.put("revision", route.revision());
      Circuits.Standing waits = standing.get(route.id());
      String moving = waits == null ? "running" : "waiting";
      one.put("state", route.isStarted() ? moving : "stopped");
      one.put("waits", waits == null ? null : described(waits));
      one.put("file", route.file());
      running.add(one);
    }
    return Action.Answer.ok(
        Map.of("routes", running, "refused", live.refused(), "set", described(live.agreement())));
  }

  private static Map<String, Object> described(Agreement agreement) {
    Map<String, Object> described = new LinkedHashMap<>();
    Optional<LakeSet> set = agreement.taken();
    described.put("name", set.map(LakeSet::name).orElse(null));
    described.put("since", set.map(one -> one.since().toString()).orElse(null));
    described.put(
        "hubs", set.map(one -> one.hubs().stream().map(HubWish::name).toList()).orElse(null));
    described.put("differs_here", agreement.differences());
    described.put("not_taken", agreement.disputes());
    return described;
  }

  private static Map<String, Object> described(Circuits.Standing waits) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("since", waits.since().toString());
    described.put("code", waits.code());
    described.put("reason", waits.reason());
    described.put("hint", waits.hint());
    described.put("next_try", waits.next().toString());
    return described;
  }
}
