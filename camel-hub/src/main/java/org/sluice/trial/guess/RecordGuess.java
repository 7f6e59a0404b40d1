package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/**
 * What becomes of records, whatever they were read from: points in InfluxDB where each has a time
 * and a number and none a list, documents in MongoDB otherwise; rows in PostgreSQL of a table.
 */
final class RecordGuess {
  private static final List<String> MQTT = List.of("topic", "value", "time");

  private final List<Map<String, Object>> records;
  private final Columns columns;
  private final List<String> keys;
  private final String route;
  private final boolean mqtt;
  private final PointsGuess points;
  private final Target target;

  /**
   * @param to where they are to go; null for where they fit
   * @param otherwise where they go that are no points
   * @throws UnguessableException when they cannot go there
   */
  RecordGuess(List<Map<String, Object>> records, String route, Target to, Target otherwise)
      throws UnguessableException {
    this.records = records;
    this.columns = new Columns(records);
    this.keys = records.stream().flatMap(each -> each.keySet().stream()).distinct().toList();
    this.route = route;
    this.mqtt = records.stream().allMatch(record -> record.keySet().containsAll(MQTT));
    this.points = new PointsGuess(columns);
    if (to == Target.POINTS && !points.isSeries() && !mqtt) {
      throw new UnguessableException(
          "The sample's records do not each have a time and a number: they cannot be points.");
    }
    // A point holds no list: what stands in one would be lost.
    boolean whole = points.isSeries() && lists().findAny().isEmpty();
    this.target =
        to != null ? to : otherwise == Target.ROWS || !(mqtt || whole) ? otherwise : Target.POINTS;
    if (target == Target.POINTS && !mqtt) {
      points.settle(records);
    }
  }

  private Stream<Column> lists() {
    return columns.all().stream().filter(Column::holdsParts);
  }

  /** What the route's source says beside what it selects by. */
  List<Parameter> taking() {
    return points.taking();
  }

  /** Names of the values of points; none where they become something else. */
  Set<String> fieldsOfPoints() {
    return target == Target.POINTS && !mqtt ? points.fields() : Set.of();
  }

  String description() {
    return switch (target) {
      case POINTS -> "Readings to the time-series gold zone";
      case DOCUMENTS -> "Records to the document gold zone";
      case ROWS -> "Records to the table gold zone";
    };
  }

  /** The blocks that read, and those behind them. */
  List<Step> behind(List<Step> reading) {
    List<Step> steps = new ArrayList<>(reading);
    switch (target) {
      case POINTS -> {
        steps.add(mqtt ? mqttStep() : points.step(route));
        steps.add(new Step("influx-points-sink"));
      }
      case DOCUMENTS -> steps.add(documents(reading));
      case ROWS -> steps.add(rows(reading));
    }
    return steps;
  }

  private static Step mqttStep() {
    return new Step(
        "sensor-readings-action",
        List.of("The records have topic, value and time: the form of an MQTT bridge."),
        List.of());
  }

  private Step rows(List<Step> reading) {
    List<String> said = seriesToo();
    said.addAll(told(reading));
    keys.forEach(each -> ShortName.said(each).ifPresent(name -> said.addAll(Prose.lines(name))));
    Optional<KeyGuess> key = KeyGuess.of(columns);
    List<String> place =
        new ArrayList<>(List.of("The key of a row is its object and its place in it."));
    List<Parameter> parameters = new ArrayList<>();
    if (key.isPresent() && key.get().certain()) {
      parameters.add(new Parameter("table", route, List.of()));
      parameters.add(new Parameter("key", key.get().column().key(), key.get().used()));
    } else {
      key.ifPresent(each -> place.addAll(each.told(true)));
      if (columns.all().stream().noneMatch(each -> each.isOther(columns.records()))) {
        place.add("No field could be it: none is another in each record of the sample.");
      }
      parameters.add(new Parameter("table", route, place));
    }
    return new Step("table-rows-sink", said, parameters);
  }

  /** Each field, and what may be meant otherwise than it is kept. */
  private List<String> told(List<Step> reading) {
    List<String> said = new ArrayList<>();
    columns.all().forEach(each -> said.add(each.told()));
    for (Column each : columns.all()) {
      said.addAll(each.largeSaid(target));
      said.addAll(each.daysSaid());
    }
    said.addAll(TextTimes.said(records, target == Target.DOCUMENTS, reading));
    return said;
  }

  private List<String> seriesToo() {
    List<String> said = new ArrayList<>();
    if (points.isSeries()) {
      said.add(
          "With --to points it is a time series instead: its time is '"
              + points.time().key()
              + "'.");
    }
    return said;
  }

  private Step documents(List<Step> reading) {
    List<String> said = seriesToo();
    if (points.time() == null) {
      said.add("No key holds a time in every record: documents, not readings.");
    } else if (lists().findFirst().isPresent()) {
      String key = lists().findFirst().get().key();
      said.add("A point would lose '" + key + "', a list: documents, not readings.");
    } else if (!points.hasNumber()) {
      said.add(
          "There is a time, '"
              + points.time().key()
              + "', and no number: documents, not readings.");
    }
    said.addAll(told(reading));
    List<String> place = new ArrayList<>();
    place.add("The key of a document is its object and its place in it.");
    KeyGuess.of(columns).ifPresent(each -> place.addAll(each.told(false)));
    return new Step(
        "documents-sink",
        said,
        List.of(new Parameter("collection", route.replaceAll("[^A-Za-z0-9_-]", "_"), place)));
  }
}
