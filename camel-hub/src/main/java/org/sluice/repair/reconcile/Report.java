package org.sluice.repair.reconcile;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.bson.Document;
import org.sluice.catalogue.Inventory.Place;

/** What a round has compared, found and sent so far. */
final class Report {
  static final String RUNNING = "running";
  static final String DONE = "done";

  /** Containers told one by one; beyond it, as many that could not be compared. */
  private static final int MOST = 1000;

  private final String id;
  private final Request request;
  private final Date started = new Date();
  private final List<ContainerReport> all = new ArrayList<>();
  private final Room room = new Room();
  private final long requestsBefore;
  private long containers;
  private long skipped;
  private long requests;
  private String state = RUNNING;
  private String error;
  private Date ended;

  Report(String id, Request request, long requestsBefore) {
    this.id = id;
    this.request = request;
    this.requestsBefore = requestsBefore;
  }

  String id() {
    return id;
  }

  /** A container is there to be looked at. */
  synchronized void container() {
    containers++;
  }

  /** A container shows no sign of a change. */
  synchronized void skipped() {
    skipped++;
  }

  /**
   * A container is compared, or would be.
   *
   * @param why it is compared
   */
  synchronized ContainerReport compares(Place place, String project, String why) {
    ContainerReport container = new ContainerReport(place, project, why, room);
    all.add(container);
    return container;
  }

  synchronized void requests(long now) {
    requests = now - requestsBefore;
  }

  synchronized void end(String as, String why) {
    state = as;
    error = why;
    ended = new Date();
  }

  /** Whether there was no container at all, nor an account that could not be read. */
  synchronized boolean isEmpty() {
    return containers == 0 && all.isEmpty();
  }

  synchronized boolean comparedAny() {
    return !all.isEmpty();
  }

  /** Whether it ended before all was looked at. */
  synchronized boolean isBroken() {
    return !state.equals(RUNNING) && !state.equals(DONE);
  }

  synchronized boolean isWhole() {
    return state.equals(DONE) && all.stream().noneMatch(ContainerReport::isFailed);
  }

  synchronized long sent() {
    return sum(ContainerReport::sent);
  }

  synchronized long found(Finding.Kind kind) {
    return sum(one -> one.found(kind));
  }

  synchronized long compared() {
    return sum(ContainerReport::compared);
  }

  /** All but the containers one by one. */
  synchronized Document figures() {
    Document found = new Document();
    for (Finding.Kind kind : Finding.Kind.values()) {
      if (kind.differs() || kind == Finding.Kind.YOUNG) {
        found.append(kind.name().toLowerCase(Locale.ROOT), found(kind));
      }
    }
    return new Document("_id", id)
        .append("project", request.project())
        .append("full", request.full())
        .append("dry_run", request.dryRun())
        .append("rate", request.rate())
        .append("grace_seconds", request.grace().toSeconds())
        .append("by", request.by().text())
        .append("state", state)
        .append("error", error)
        .append("started", started)
        .append("ended", ended)
        .append("containers", containers)
        .append("skipped", skipped)
        .append("compared", compared())
        .append("sums", sums())
        .append("requests", requests)
        .append("found", found)
        .append("sent", sent())
        .append("failed", all.stream().filter(ContainerReport::isFailed).count());
  }

  synchronized Document document() {
    return figures().append("by_container", shown().map(ContainerReport::document).toList());
  }

  private Stream<ContainerReport> shown() {
    return Stream.concat(
        all.stream().limit(MOST),
        all.stream().skip(MOST).filter(ContainerReport::isFailed).limit(MOST));
  }

  private Document sums() {
    return new Document("swift", sum(ContainerReport::compared))
        .append("catalogue", sum(ContainerReport::catalogued))
        .append("final", sum(ContainerReport::settled))
        .append("gaps", sum(ContainerReport::gaps));
  }

  private long sum(ToLongFunction<ContainerReport> figure) {
    return all.stream().mapToLong(figure).sum();
  }
}
