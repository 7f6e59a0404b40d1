package org.sluice.repair;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/** A replay as it stands on record. */
public final class Replay {
  private static final List<String> SHOWN =
      List.of(
          "dry_run",
          "rate",
          "created",
          "fed",
          "ended_at",
          "waits_for",
          "total",
          "looked_at",
          "objects",
          "unhandled",
          "under_way",
          "routes",
          "ended");

  /** Where it stands. */
  public enum State {
    /** Objects are looked for and, but in a dry run, put on the queues. */
    FEEDING,
    /** Stopped by a person, until it is continued. */
    PAUSED,
    /** All is on the queues, and not all is done. */
    SETTLING,
    OVER;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Document document;

  Replay(Document document) {
    this.document = document;
  }

  public String id() {
    return document.getString("_id");
  }

  public State state() {
    return State.valueOf(document.getString("state").toUpperCase(Locale.ROOT));
  }

  ReplayFilter filter() {
    return ReplayFilter.of(document.get("filter", Document.class));
  }

  boolean dryRun() {
    return document.getBoolean("dry_run", false);
  }

  /** Objects a second; 0 for as many as the queues take. */
  double rate() {
    return document.get("rate", Number.class).doubleValue();
  }

  Progress progress() {
    return Progress.of(document);
  }

  /** For those who ask. */
  public Map<String, Object> described() {
    Progress progress = progress();
    Map<String, Object> filter = new LinkedHashMap<>(document.get("filter", Document.class));
    filter.values().removeIf(v -> v == null || v.equals(false) || v.equals(List.of()));
    filter.replaceAll((name, v) -> v instanceof Date date ? date.toInstant().toString() : v);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", id());
    out.put("state", state().text());
    out.put("filter", filter);
    for (String field : SHOWN) {
      Object value = document.get(field);
      out.put(field, value instanceof Date date ? date.toInstant().toString() : value);
    }
    Map<String, Long> statuses = new TreeMap<>();
    progress
        .ended()
        .values()
        .forEach(all -> all.forEach((status, n) -> statuses.merge(status, n, Long::sum)));
    out.put("runs", progress.routes().values().stream().mapToLong(n -> n).sum());
    out.put("statuses", statuses);
    return out;
  }
}
