package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/**
 * What becomes of records, whatever they were read from: points in InfluxDB where each has a time
 * and a number, documents in MongoDB otherwise; rows in PostgreSQL of a table.
 */
final class RecordGuess {
  private static final List<String> MQTT = List.of("topic", "value", "time");
  private static final Pattern WHAT =
      Pattern.compile(
          "(?i)(.*[._-])?(measurement|metric|quantity|kind|type|variable|parameter)"
              + "|.*mesure.*");

  private final Columns columns;
  private final String route;
  private final boolean mqtt;
  private final Column time;
  private final Column measurement;
  private final Target target;
  private final boolean seriesToo;
  private final List<Column> fields = new ArrayList<>();
  private final List<Column> tags = new ArrayList<>();
  private final List<Column> left = new ArrayList<>();

  /**
   * @param to where they are to go; null for where they fit
   * @param otherwise where they go that are no points
   * @throws UnguessableException when they cannot go there
   */
  RecordGuess(List<Map<String, Object>> records, String route, Target to, Target otherwise)
      throws UnguessableException {
    this.columns = new Columns(records);
    this.route = route;
    this.mqtt = records.stream().allMatch(record -> record.keySet().containsAll(MQTT));
    this.time =
        columns.all().stream()
            .filter(each -> Columns.speakable(each.key()) && each.isTimeOf(columns.records()))
            .min(Comparator.comparing(each -> !each.namedTime()))
            .orElse(null);
    sort();
    this.measurement = takeMeasurement();
    boolean series = time != null && fields.stream().anyMatch(Column::isNumber);
    if (to == Target.POINTS && !series && !mqtt) {
      throw new UnguessableException(
          "The sample's records do not each have a time and a number: they cannot be points.");
    }
    this.target =
        to != null ? to : otherwise == Target.ROWS || !(series || mqtt) ? otherwise : Target.POINTS;
    this.seriesToo = series && target != Target.POINTS;
  }

  private void sort() {
    for (Column each : columns.all()) {
      if (each == time) {
        continue;
      }
      boolean named = Columns.speakable(each.key());
      if (named && each.isNumber() && !each.namedId() || named && each.isBoolean()) {
        fields.add(each);
      } else if (named && each.tells(columns.records())) {
        tags.add(each);
      } else if (named && each.isText() && !each.own()) {
        fields.add(each);
      } else {
        left.add(each);
      }
    }
  }

  /** Where a record holds one value, a text beside it may say what was measured. */
  private Column takeMeasurement() {
    long numbers = fields.stream().filter(Column::isNumber).count();
    Optional<Column> found =
        numbers != 1
            ? Optional.empty()
            : tags.stream()
                .filter(each -> each.isText() && WHAT.matcher(each.key()).matches())
                .filter(each -> each.isTextOfAll(columns.records()))
                .findFirst();
    found.ifPresent(tags::remove);
    return found.orElse(null);
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
        steps.add(mqtt ? mqttStep() : pointsStep());
        steps.add(new Step("influx-points-sink"));
      }
      case DOCUMENTS -> steps.add(documents());
      case ROWS -> steps.add(rows());
    }
    return steps;
  }

  private static Step mqttStep() {
    return new Step(
        "sensor-readings-action",
        List.of("The records have topic, value and time: the form of an MQTT bridge."),
        List.of());
  }

  private Step rows() {
    List<String> said = seriesToo();
    columns.all().forEach(each -> said.add(told(each)));
    Optional<KeyGuess> key = KeyGuess.of(columns);
    List<String> place =
        new ArrayList<>(List.of("The key of a row is its object and its place in it."));
    List<Parameter> parameters = new ArrayList<>();
    if (key.isPresent() && key.get().certain()) {
      parameters.add(new Parameter("table", route, List.of()));
      parameters.add(new Parameter("key", key.get().column().key(), key.get().used()));
    } else {
      key.ifPresent(each -> place.addAll(each.told(true)));
      parameters.add(new Parameter("table", route, place));
    }
    return new Step("table-rows-sink", said, parameters);
  }

  private List<String> seriesToo() {
    List<String> said = new ArrayList<>();
    if (seriesToo) {
      said.add("With --to points it is a time series instead: its time is '" + time.key() + "'.");
    }
    return said;
  }

  private Step documents() {
    List<String> said = seriesToo();
    if (time == null) {
      said.add("No key holds a time in every record: documents, not readings.");
    } else if (fields.stream().noneMatch(Column::isNumber)) {
      said.add("There is a time, '" + time.key() + "', and no number: documents, not readings.");
    }
    columns.all().forEach(each -> said.add(told(each)));
    List<String> place = new ArrayList<>();
    place.add("The key of a document is its object and its place in it.");
    KeyGuess.of(columns).ifPresent(each -> place.addAll(each.told(false)));
    return new Step(
        "documents-sink",
        said,
        List.of(new Parameter("collection", route.replaceAll("[^A-Za-z0-9_-]", "_"), place)));
  }

  private Step pointsStep() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        measurement == null
            ? new Parameter(
                "measurement",
                route,
                List.of("No key says what was measured: the name of the route."))
            : new Parameter(
                "measurement",
                "{" + measurement.key() + "}",
                List.of("What was measured stands in the record: " + values(measurement) + ".")));
    parameters.add(new Parameter("time", time.key(), List.of("It is " + time.timeSaid() + ".")));
    parameters.add(named("fields", fields));
    if (!tags.isEmpty()) {
      parameters.add(named("tags", tags));
    }
    List<String> said = new ArrayList<>();
    left.forEach(
        each ->
            said.add(
                "Left out: '" + each.key() + "', " + each.typeSaid() + " (" + values(each) + ")"));
    return new Step("points-action", said, parameters);
  }

  private static Parameter named(String name, List<Column> columns) {
    return new Parameter(
        name,
        String.join(",", columns.stream().map(Column::key).toList()),
        columns.stream().map(RecordGuess::told).toList());
  }

  private static String told(Column each) {
    return "'" + each.key() + "': " + each.typeSaid() + unit(each) + " (" + values(each) + ")";
  }

  private static String unit(Column column) {
    String unit = column.isNumber() ? Units.of(column.key()) : null;
    return unit == null ? "" : ", " + unit + " by its name";
  }

  private static String values(Column column) {
    return column.different() == 0 ? "no value" : column.valuesSaid();
  }
}
