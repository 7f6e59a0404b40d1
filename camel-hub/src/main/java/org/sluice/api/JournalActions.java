package org.sluice.api;

import java.util.List;
import java.util.Map;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.JournalRange;

/** What the HTTP interface can do with journals. */
public final class JournalActions {
  private final Journals journals;

  public JournalActions(Journals journals) {
    this.journals = journals;
  }

  List<Action> all() {
    return List.of(
        new Action(
            "GET",
            "/v1/journals",
            false,
            "What the hub has of each journal: ranges covered, lost, missing and asked for again.",
            List.of(),
            r -> Action.Answer.ok(Map.of("journals", journals.list()))),
        new Action(
            "POST",
            "/v1/journals/{proxy}/{epoch}/again",
            false,
            "Asks the journal's shipper for a range of numbers again: {from, to}.",
            List.of(),
            this::again));
  }

  private Action.Answer again(Action.Request request) {
    JournalRange range =
        new JournalRange(
            request.required("proxy"),
            request.required("epoch"),
            number(request, "from"),
            number(request, "to"));
    long highest = journals.highest(range.proxy(), range.epoch());
    if (highest < 0) {
      throw new ApiException(
          404,
          "journal-unknown",
          "Nothing was ever heard of journal " + range.proxy() + "/" + range.epoch(),
          "./sluice journals, or GET /v1/journals, lists those that are known.");
    }
    if (range.from() < 1 || range.to() < range.from() || range.to() > highest) {
      throw new ApiException(
          400,
          "range-invalid",
          range.from() + " to " + range.to() + " is no range of the journal",
          "It has numbers from 1 to " + highest + ".");
    }
    if (!journals.ask(range)) {
      throw new ApiException(
          409,
          "too-many-asked",
          "Too many ranges of the journal are asked for already",
          "Wait for those, or ask for one larger range.");
    }
    return Action.Answer.ok(Map.of("asked", range));
  }

  private static long number(Action.Request request, String name) {
    String value = request.required("body." + name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new ApiException(
          400, "number-invalid", name + " is no whole number: " + value, "Give a number.");
    }
  }
}
