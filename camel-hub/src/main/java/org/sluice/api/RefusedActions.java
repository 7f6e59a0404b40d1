package org.sluice.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.repair.RefusedRetry;

/** What the HTTP interface can do with events that were set aside. */
public final class RefusedActions {
  private final RefusedEvents refused;
  private final RefusedRetry retry;

  public RefusedActions(RefusedEvents refused, RefusedRetry retry) {
    this.refused = refused;
    this.retry = retry;
  }

  List<Action> all() {
    return List.of(
        new Action(
            "GET",
            "/v1/refused-events",
            false,
            "Events that could not be registered and are set aside, the latest first.",
            List.of(),
            r -> list()),
        new Action(
            "POST",
            "/v1/refused-events/again",
            false,
            "Sends events again that are set aside: {id} or {all}. One that is registered then"
                + " leaves them.",
            List.of(),
            this::again),
        new Action(
            "POST",
            "/v1/refused-events/forget",
            false,
            "Lets go of events that are set aside, for good: {id} or {all}.",
            List.of(),
            this::forget));
  }

  private Action.Answer list() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("count", refused.count());
    answer.put("events", refused.list());
    return Action.Answer.ok(answer);
  }

  private Action.Answer again(Action.Request request) {
    String id = chosen(request);
    RefusedRetry.Sent sent = retry.again(id);
    if (id != null && sent.sent() + sent.left().size() == 0) {
      throw unknown(id);
    }
    return Action.Answer.ok(sent);
  }

  private Action.Answer forget(Action.Request request) {
    String id = chosen(request);
    long forgotten = refused.forget(id);
    if (id != null && forgotten == 0) {
      throw unknown(id);
    }
    return Action.Answer.ok(Map.of("forgotten", forgotten));
  }

  private static String chosen(Action.Request request) {
    String id = request.parameter("body.id");
    if (id == null && !"true".equals(request.parameter("body.all"))) {
      throw new ApiException(
          400,
          "choice-missing",
          "Nothing says which of the events that are set aside are meant",
          "Give the id of one, or \"all\": \"true\".");
    }
    return id;
  }

  private static ApiException unknown(String id) {
    return new ApiException(
        404,
        "refused-unknown",
        "No event is set aside under " + id,
        "./sluice refused, or GET /v1/refused-events, lists them.");
  }
}
