package org.sluice.repair.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.sluice.catalogue.Inventory.Place;

/**
 * What was compared, found and sent in one container; of one without a name, that no container of
 * the account could be compared.
 */
final class ContainerReport {
  /** Findings that are told one by one. */
  private static final int EXAMPLES = 20;

  private static final int ERROR_LETTERS = 1000;

  private final Place place;
  private final String project;
  private final String why;
  private final Room room;
  private final Map<Finding.Kind, Long> found = new EnumMap<>(Finding.Kind.class);
  private final List<Document> examples = new ArrayList<>();
  private long listed;
  private long segments;
  private long catalogued;
  private long settled;
  private long sent;
  private String error;

  /**
   * @param room for examples, of the whole round
   */
  ContainerReport(Place place, String project, String why, Room room) {
    this.room = room;
    this.place = place;
    this.project = project;
    this.why = why;
  }

  synchronized void listed() {
    listed++;
  }

  synchronized void segment() {
    segments++;
  }

  /**
   * @param isFinal whether the object's runs have nothing more to do
   */
  synchronized void catalogued(boolean isFinal) {
    catalogued++;
    settled += isFinal ? 1 : 0;
  }

  synchronized void found(Finding finding) {
    found.merge(finding.kind(), 1L, Long::sum);
    if (finding.kind().differs()
        && examples.size() < EXAMPLES
        && room.take(finding.key().object())) {
      examples.add(
          new Document("object", finding.key().object())
              .append("kind", finding.kind().name().toLowerCase(Locale.ROOT))
              .append(
                  "events", finding.events().stream().map(e -> e.path("id").asText()).toList()));
    }
  }

  synchronized void sent(long events) {
    sent += events;
  }

  synchronized void failed(String reason) {
    String said = String.valueOf(reason);
    error = said.length() > ERROR_LETTERS ? said.substring(0, ERROR_LETTERS) + " …" : said;
  }

  synchronized boolean isFailed() {
    return error != null;
  }

  synchronized long compared() {
    return listed;
  }

  synchronized long catalogued() {
    return catalogued;
  }

  /** Objects whose runs have nothing more to do. */
  synchronized long settled() {
    return settled;
  }

  synchronized long sent() {
    return sent;
  }

  synchronized long found(Finding.Kind kind) {
    return found.getOrDefault(kind, 0L);
  }

  /** Objects in which Swift and the catalogue differ, whatever was done about it. */
  synchronized long gaps() {
    return found.entrySet().stream()
        .filter(entry -> entry.getKey().differs())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  synchronized Document document() {
    Document kinds = new Document();
    for (Finding.Kind kind : Finding.Kind.values()) {
      if (kind.differs() || kind == Finding.Kind.YOUNG) {
        kinds.append(kind.name().toLowerCase(Locale.ROOT), found(kind));
      }
    }
    return new Document("account", place.account())
        .append("container", place.container())
        .append("project", project)
        .append("why", why)
        .append("swift", listed)
        .append("catalogue", catalogued)
        .append("final", settled)
        .append("segments", segments)
        .append("gaps", gaps())
        .append("found", kinds)
        .append("sent", sent)
        .append("examples", List.copyOf(examples))
        .append("error", error);
  }
}
