package org.sluice.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.RouteTable;
import org.sluice.repair.Lease;
import org.sluice.repair.Leases;
import org.sluice.repair.ProcessList;
import org.sluice.repair.Replay;
import org.sluice.repair.ReplayFilter;
import org.sluice.repair.Replays;

/** What the HTTP interface can do to run objects again. */
public final class ReplayActions {
  private static final int LISTED = 50;
  private static final Pattern IDS = Pattern.compile("[1-9]\\d{0,17}(,[1-9]\\d{0,17})*");
  private static final List<String> STATUSES =
      List.of("parked", "waiting", "running", "done", "unhandled");

  private final Replays replays;
  private final Walk walk;
  private final RouteTable table;
  private final KnownRoutes routes;
  private final KnownProjects projects;
  private final ProcessList list;
  private final Leases leases;

  /**
   * @param inventory knows the projects
   */
  public ReplayActions(
      Replays replays,
      Walk walk,
      RouteTable table,
      KnownRoutes routes,
      Inventory inventory,
      ProcessList list,
      Leases leases) {
    this.replays = replays;
    this.walk = walk;
    this.table = table;
    this.routes = routes;
    this.projects = new KnownProjects(inventory);
    this.list = list;
    this.leases = leases;
  }

  List<Action> all() {
    return List.of(
        new Action(
            "POST",
            "/v1/replays",
            false,
            "Runs objects again: {project, route, content_type, name, since, until, status, id,"
                + " existing, all, dry_run, rate}; the answer has the replay's id, by which it is"
                + " asked for.",
            List.of(),
            this::begin),
        new Action(
            "GET",
            "/v1/replays",
            false,
            "The latest replays, newest first.",
            List.of(),
            r ->
                Action.Answer.ok(
                    Map.of(
                        "replays",
                        replays.latest(LISTED).stream().map(Replay::described).toList()))),
        new Action(
            "GET",
            "/v1/replays/{id}",
            false,
            "How far a replay is, and what came of its runs.",
            List.of(),
            r -> Action.Answer.ok(known(r).described())),
        new Action(
            "POST",
            "/v1/replays/{id}/pause",
            false,
            "Puts no more of a replay on the queues; what is there is done.",
            List.of(),
            r -> changed(r, replays.pause(r.required("id")).isPresent())),
        new Action(
            "POST",
            "/v1/replays/{id}/continue",
            false,
            "Goes on with a replay that was paused; another goes on as it is.",
            List.of(),
            r -> changed(r, replays.go(r.required("id")).isPresent())),
        new Action(
            "GET",
            "/v1/data-to-process",
            false,
            "The list data_to_process: how many entries wait, and those that named nothing.",
            List.of(),
            r ->
                Action.Answer.ok(
                    Map.of("waiting", list.waiting(), "set_aside", list.refused(LISTED)))),
        new Action(
            "POST",
            "/v1/data-to-process",
            false,
            "Looks at the list data_to_process now and not only when its time comes.",
            List.of(),
            r -> look()));
  }

  private Action.Answer begin(Action.Request request) {
    ReplayFilter filter = filter(request);
    if (!filter.isNarrow() && !isTrue(request, "all")) {
      throw new ApiException(
          400,
          "choice-missing",
          "Nothing says which objects are meant",
          "Give one of project, route, content_type, name, since, until, status, id, or \"all\":"
              + " true.");
    }
    double rate = rate(request.parameter("body.rate"));
    long total = walk.size(filter.project());
    return Action.Answer.ok(
        replays.begin(filter, isTrue(request, "dry_run"), rate, total).described());
  }

  private ReplayFilter filter(Action.Request request) {
    String route = request.parameter("body.route");
    String status = request.parameter("body.status");
    String ids = request.parameter("body.id");
    String project = request.parameter("body.project");
    if (project != null) {
      projects.check(project, "the catalogue");
    }
    if (route != null && table.get(route) == null) {
      routes.check(route);
      throw new ApiException(
          400,
          "route-unknown",
          "Route " + route + " does not run",
          "./sluice routes, or GET /v1/routes, lists those that do, and files that are refused.");
    }
    if (isTrue(request, "existing") && route == null) {
      throw new ApiException(400, "route-missing", "existing goes with a route", "Give the route.");
    }
    if (status != null && !STATUSES.contains(status)) {
      throw new ApiException(
          400,
          "status-unknown",
          "Objects with the status " + status + " are not run again",
          "Give one of " + String.join(", ", STATUSES) + ".");
    }
    if (ids != null && !IDS.matcher(ids).matches()) {
      throw new ApiException(
          400,
          "id-invalid",
          ids + " is no number of an object",
          "Give its swift_object_id, or several parted by commas.");
    }
    ReplayFilter filter =
        new ReplayFilter(
            project,
            route,
            request.parameter("body.content_type"),
            request.parameter("body.name"),
            time(request, "since"),
            time(request, "until"),
            status,
            ids == null ? List.of() : List.of(ids.split(",")),
            isTrue(request, "existing"));
    try {
      filter.selector();
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          400,
          "name-invalid",
          filter.name() + " is no glob: " + e.getMessage().lines().findFirst().orElse(""),
          "Write * within a folder, ** across folders, ? for one letter.");
    }
    return filter;
  }

  private static boolean isTrue(Action.Request request, String name) {
    return "true".equals(request.parameter("body." + name));
  }

  private static double rate(String text) {
    try {
      double rate = text == null ? 0 : Double.parseDouble(text);
      if (rate >= 0 && rate <= 1e6) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ApiException(
        400,
        "rate-invalid",
        "rate is no number of objects a second: " + text,
        "Give a number above 0, or none.");
  }

  private static Instant time(Action.Request request, String name) {
    String text = request.parameter("body." + name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new ApiException(
          400,
          "time-invalid",
          name + " is no time: " + text,
          "Write it like 2026-11-24T10:00:00Z.");
    }
  }

  private Replay known(Action.Request request) {
    String id = request.required("id");
    return replays
        .find(id)
        .orElseThrow(
            () ->
                new ApiException(
                    404,
                    "replay-unknown",
                    "There is no replay " + id,
                    "./sluice replay --list, or GET /v1/replays, lists the latest."));
  }

  private Action.Answer changed(Action.Request request, boolean changed) {
    Map<String, Object> described = new LinkedHashMap<>(known(request).described());
    described.put("changed", changed);
    return Action.Answer.ok(described);
  }

  private Action.Answer look() {
    try (Lease lease =
        leases
            .take(ProcessList.NAME, Duration.ZERO)
            .orElseThrow(
                () ->
                    new ApiException(
                        409,
                        "looked-at",
                        "The list is being looked at just now",
                        "Ask again in a moment."))) {
      return Action.Answer.ok(list.look(lease));
    }
  }
}
