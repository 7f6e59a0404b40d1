package org.sluice.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.repair.reconcile.Reconciler;
import org.sluice.repair.reconcile.Request;

/** What the HTTP interface can do with reconciliation. */
public final class ReconcileActions {
  private static final int MOST = 1_000_000_000;

  private final Reconciler reconciler;

  public ReconcileActions(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  List<Action> all() {
    return List.of(
        new Action(
            "POST",
            "/v1/reconciliations",
            false,
            "Begins to compare Swift's listings with the catalogue, and to send what is missing:"
                + " {project, full, dry_run, rate, grace}; answers its id.",
            List.of(),
            this::start),
        new Action(
            "GET",
            "/v1/reconciliations",
            false,
            "The latest reconciliations, newest first.",
            List.of(),
            r -> Action.Answer.ok(Map.of("reconciliations", reconciler.latest()))),
        new Action(
            "GET",
            "/v1/reconciliations/{id}",
            false,
            "A reconciliation as it stands: what it has compared, found and sent, by container.",
            List.of(),
            this::one),
        new Action(
            "POST",
            "/v1/reconciliations/{id}/stop",
            false,
            "Stops a reconciliation; what it has compared and sent so far stands on its record.",
            List.of(),
            this::stop));
  }

  private Action.Answer start(Action.Request request) {
    Request asked =
        new Request(
            request.parameter("body.project"),
            flag(request, "full"),
            flag(request, "dry_run"),
            number(request, "rate", 0),
            Duration.ofSeconds(number(request, "grace", (int) reconciler.grace().toSeconds())),
            Request.By.COMMAND);
    String id =
        reconciler
            .start(asked)
            .orElseThrow(
                () ->
                    new ApiException(
                        409,
                        "reconciliation-busy",
                        "A reconciliation that was asked for is under way",
                        "GET /v1/reconciliations shows it, ./sluice reconcile --stop ends it; ask"
                            + " again when it has ended."));
    return Action.Answer.ok(Map.of("id", id));
  }

  private Action.Answer one(Action.Request request) {
    return Action.Answer.ok(known(request));
  }

  private Map<String, Object> known(Action.Request request) {
    String id = request.required("id");
    Map<String, Object> round = reconciler.round(id);
    if (round == null) {
      throw new ApiException(
          404,
          "reconciliation-unknown",
          "There is no reconciliation " + id,
          "GET /v1/reconciliations lists the latest.");
    }
    return round;
  }

  private Action.Answer stop(Action.Request request) {
    boolean changed = reconciler.stop(request.required("id"));
    Map<String, Object> round = new LinkedHashMap<>(known(request));
    round.put("changed", changed);
    return Action.Answer.ok(round);
  }

  private static boolean flag(Action.Request request, String name) {
    return "true".equals(request.parameter("body." + name));
  }

  private static int number(Action.Request request, String name, int otherwise) {
    String value = request.parameter("body." + name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= 0 && number <= MOST) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw new ApiException(
        400,
        "number-invalid",
        name + " is no whole number from 0 to " + MOST + ": " + value,
        "Give a number.");
  }
}
