package org.sluice.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Parked;
import org.sluice.repair.ParkedRetry;

/** What the HTTP interface can do with parked runs. */
public final class ParkedActions {
  private static final int MOST = 10_000;
  private static final int RETRIED_AT_A_TIME = 500;
  private static final List<String> CHOICE =
      List.of("project", "route", "code", "account", "container", "object", "run");

  private final Parked parked;
  private final ParkedRetry retry;
  private final KnownRoutes routes;
  private final KnownProjects projects;

  /**
   * @param inventory knows the projects
   */
  public ParkedActions(Parked parked, ParkedRetry retry, KnownRoutes routes, Inventory inventory) {
    this.parked = parked;
    this.retry = retry;
    this.routes = routes;
    this.projects = new KnownProjects(inventory);
  }

  List<Action> all() {
    List<String> listed = new ArrayList<>(CHOICE);
    listed.add("runs");
    return List.of(
        new Action(
            "GET",
            "/v1/parked",
            false,
            "Parked runs of objects' newest versions by their cause; with runs=true also each.",
            listed,
            this::list),
        new Action(
            "POST",
            "/v1/parked/retry",
            false,
            "Tries parked runs again, some hundreds a call: {project, route, code, account,"
                + " container, object, run, all, before, after}; called again with the answer's before and"
                + " after until after is null.",
            List.of(),
            this::retry));
  }

  private Action.Answer list(Action.Request request) {
    Parked.Choice choice = choice(request, "", null, null);
    List<Parked.One> found = parked.find(choice, MOST + 1);
    if (found.isEmpty()) {
      requireKnown(choice);
    }
    boolean cut = found.size() > MOST;
    found = cut ? found.subList(0, MOST) : found;
    Map<String, Cause> causes = new LinkedHashMap<>();
    for (Parked.One one : found) {
      causes.computeIfAbsent(Cause.key(one), k -> new Cause(one)).add(one);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("parked", found.size());
    answer.put("cut", cut);
    answer.put("causes", causes.values().stream().map(this::described).toList());
    if ("true".equals(request.parameter("runs"))) {
      answer.put("runs", found.stream().map(ParkedActions::described).toList());
    }
    return Action.Answer.ok(answer);
  }

  private Action.Answer retry(Action.Request request) {
    Instant before = time(request.parameter("body.before"));
    Parked.Choice choice =
        choice(
            request,
            "body.",
            before == null ? Instant.now() : before,
            request.parameter("body.after"));
    if (!choice.isNarrow() && !"true".equals(request.parameter("body.all"))) {
      throw new ApiException(
          400,
          "choice-missing",
          "Nothing says which parked runs are meant",
          "Give one of " + String.join(", ", CHOICE) + ", or \"all\": \"true\".");
    }
    ParkedRetry.Retried retried = retry.retry(choice, RETRIED_AT_A_TIME);
    if (retried.queued() == 0 && retried.skipped().isEmpty() && choice.after() == null) {
      requireKnown(choice);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("queued", retried.queued());
    answer.put("skipped", retried.skipped());
    answer.put("before", choice.before().toString());
    answer.put("after", retried.last());
    return Action.Answer.ok(answer);
  }

  /** A name that is mistyped has nothing parked either. */
  private void requireKnown(Parked.Choice choice) {
    if (choice.project() != null) {
      projects.check(choice.project(), "the catalogue");
    }
    if (choice.route() != null) {
      routes.check(choice.route());
    }
  }

  private Map<String, Object> described(Cause cause) {
    Map<String, Object> described = cause.described();
    described.computeIfPresent(
        "hint", (key, hint) -> routes.advice(cause.run(), String.valueOf(hint)));
    return described;
  }

  private static Parked.Choice choice(
      Action.Request request, String prefix, Instant before, String after) {
    String[] given =
        CHOICE.stream().map(name -> request.parameter(prefix + name)).toArray(String[]::new);
    return new Parked.Choice(
        given[0], given[1], given[2], given[3], given[4], given[5], given[6], before, after);
  }

  private static Instant time(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ApiException(
          400,
          "time-invalid",
          "before is no time: " + text,
          "Give the one that the last call answered.");
    }
  }

  private static Map<String, Object> described(Parked.One one) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("run", one.run().id());
    described.put("route", one.run().route());
    described.put("account", one.object().key().account());
    described.put("container", one.object().key().container());
    described.put("object", one.object().key().object());
    described.put("project", one.object().project());
    described.put("attempts", one.attempts());
    described.put("since", one.since() == null ? null : one.since().toString());
    described.put("code", one.trouble() == null ? null : one.trouble().code());
    described.put("kind", one.trouble() == null ? null : one.trouble().kind());
    described.put("message", one.trouble() == null ? null : one.trouble().message());
    return described;
  }
}
