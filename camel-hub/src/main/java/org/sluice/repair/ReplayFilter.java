package org.sluice.repair;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.Selector;

/**
 * Which objects are run again, and through which routes; null stands for any.
 *
 * @param route through this one only
 * @param contentType one or several parted by commas, with {@code *}
 * @param name glob on the object's name, as at {@code lake:objects}
 * @param since stored then or later
 * @param until stored earlier
 * @param status an object's
 * @param ids the lake's numbers of objects; empty for any
 * @param existing with a route: all objects that it takes as it now is, not only those it ran
 */
public record ReplayFilter(
    String project,
    String route,
    String contentType,
    String name,
    Instant since,
    Instant until,
    String status,
    List<String> ids,
    boolean existing) {
  /** Whether it leaves out any. */
  public boolean isNarrow() {
    return project != null
        || route != null
        || contentType != null
        || name != null
        || since != null
        || until != null
        || status != null
        || !ids.isEmpty();
  }

  /** Whether objects are meant whose runs wait, as those whose queue was lost. */
  boolean meansWaiting() {
    return "waiting".equals(status) || "running".equals(status);
  }

  /** As far as the catalogue is asked. */
  Walk.Choice choice() {
    return new Walk.Choice(project, status, since, until, ids);
  }

  /**
   * What the catalogue is not asked for.
   *
   * @throws IllegalArgumentException when the name is no glob
   */
  public Selector selector() {
    return Selector.of(project, contentType, name);
  }

  Document document() {
    return new Document("project", project)
        .append("route", route)
        .append("content_type", contentType)
        .append("name", name)
        .append("since", since == null ? null : Date.from(since))
        .append("until", until == null ? null : Date.from(until))
        .append("status", status)
        .append("ids", ids)
        .append("existing", existing);
  }

  static ReplayFilter of(Document filter) {
    Date since = filter.getDate("since");
    Date until = filter.getDate("until");
    return new ReplayFilter(
        filter.getString("project"),
        filter.getString("route"),
        filter.getString("content_type"),
        filter.getString("name"),
        since == null ? null : since.toInstant(),
        until == null ? null : until.toInstant(),
        filter.getString("status"),
        filter.getList("ids", String.class),
        filter.getBoolean("existing", false));
  }
}
