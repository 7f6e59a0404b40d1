package org.sluice.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.dispatch.Backlogs;
import org.sluice.live.LiveRoutes;
import org.sluice.live.agreed.GoneRoute;
import org.sluice.observe.Findings;
import org.sluice.observe.Hubs;
import org.sluice.observe.Meters;
import org.sluice.observe.QueueFigures;
import org.sluice.observe.Readiness;
import org.sluice.run.Circuits;

/** How the HTTP interface says where the lake stands: figures, queues, and what is not well. */
public final class StandActions {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Meters meters;
  private final ApiKey metricsKey;
  private final QueueFigures figures;
  private final Circuits circuits;
  private final LiveRoutes live;
  private final Readiness readiness;
  private final Hubs hubs;

  /**
   * @param metricsKey what a reader of the figures shows; null when anyone may read them
   */
  public StandActions(
      Meters meters,
      ApiKey metricsKey,
      QueueFigures figures,
      Circuits circuits,
      LiveRoutes live,
      Readiness readiness,
      Hubs hubs) {
    this.meters = meters;
    this.metricsKey = metricsKey;
    this.figures = figures;
    this.circuits = circuits;
    this.live = live;
    this.readiness = readiness;
    this.hubs = hubs;
  }

  List<Action> all() {
    return List.of(
        new Action(
            "GET",
            "/metrics",
            true,
            "Figures for Prometheus; with a key of their own where metrics.key-file names one.",
            List.of(),
            this::metrics),
        new Action(
            "GET",
            "/v1/queues",
            false,
            "The hubs of the lake, each route's queue, events not yet registered, what is not well"
                + " and what to do.",
            List.of(),
            r -> queues()));
  }

  private Action.Answer metrics(Action.Request request) {
    if (metricsKey != null && !metricsKey.admits(request.parameter("Authorization"))) {
      throw new ApiException(
          401,
          "key-refused",
          "The key for figures is missing or wrong",
          "Send Authorization: Bearer with the key of the hub's metrics.key-file.");
    }
    return Action.Answer.ok(new Action.Text(TEXT, meters.text()));
  }

  private Action.Answer queues() {
    Map<String, Circuits.Standing> standing = circuits.standing();
    Map<String, Long> parked = figures.parked();
    List<String> stopped = figures.stopped();
    List<Map<String, Object>> queues = new ArrayList<>();
    for (QueueFigures.Queue queue : figures.queues()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("route", queue.route());
      one.put(
          "state",
          stopped.contains(queue.route())
              ? "stopped"
              : standing.containsKey(queue.route()) ? "waiting" : "running");
      one.put("waiting", queue.waiting());
      one.put("oldest", queue.oldest() == null ? null : queue.oldest().toString());
      one.put("running", queue.running());
      one.put("parked", parked.getOrDefault(queue.route(), 0L));
      queues.add(one);
    }
    Backlogs.Backlog events = figures.events();
    Map<String, Object> lag = new LinkedHashMap<>();
    lag.put("waiting", events.entries());
    lag.put("oldest", events.oldest() == null ? null : events.oldest().toString());
    Map<String, Optional<String>> answers = readiness.ask();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("hubs", hubs.all());
    answer.put("queues", queues);
    answer.put("events", lag);
    List<String> gone =
        live.agreement().taken().stream()
            .flatMap(set -> set.gone().stream())
            .map(GoneRoute::route)
            .toList();
    answer.put(
        "findings",
        Findings.of(standing, stopped, live.refused(), figures.left(gone), parked, answers));
    return Action.Answer.ok(answer);
  }
}
