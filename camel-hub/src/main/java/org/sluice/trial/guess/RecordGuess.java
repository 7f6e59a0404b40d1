package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/**
 * What becomes of records, whatever they were read from: points in InfluxDB where each has a time
 * and a number and none a list, documents in MongoDB otherwise; rows in PostgreSQL of a table.
 */
final class RecordGuess {
  /** Records from which on a value that is another in each makes no tag. */
  private static final int MANY = 5;

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
  private final List<Parameter> taking = new ArrayList<>();
  private final List<Column> fields = new ArrayList<>();
  private final List<Column> tags = new ArrayList<>();
  private final List<Column> left = new ArrayList<>();

  /** Those of the fields that would be a tag, were they not another in each record. */
  private final List<Column> singles = new ArrayList<>();

  private Column apart;
  private int alike;

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
    boolean series = time != null && measured().findAny().isPresent();
    if (to == Target.POINTS && !series && !mqtt) {
      throw new UnguessableException(
          "The sample's records do not each have a time and a number: they cannot be points.");
    }
    // A point holds no list: what stands in one would be lost.
    boolean whole = series && lists().findAny().isEmpty();
    this.target =
        to != null ? to : otherwise == Target.ROWS || !(mqtt || whole) ? otherwise : Target.POINTS;
    this.seriesToo = series && target != Target.POINTS;
    if (target == Target.POINTS && !mqtt) {
      SamplePoints points = new SamplePoints(records, time, measurement);
      keepApart(points);
      passOver(points.without(fields));
    }
  }

  private Stream<Column> lists() {
    return columns.all().stream().filter(Column::holdsParts);
  }

  private Stream<Column> measured() {
    return fields.stream().filter(each -> each.isNumber() && !singles.contains(each));
  }

  /** Where points of the sample would be one, takes a tag more that tells all of them. */
  private void keepApart(SamplePoints points) {
    alike = points.alike(tags);
    if (alike == 0) {
      return;
    }
    apart =
        Stream.of(singles, left, fields)
            .flatMap(List::stream)
            .filter(each -> Columns.speakable(each.key()) && each.fitsTag())
            .filter(each -> each.isText() || each.namedId())
            .filter(each -> points.alike(and(each)) == 0)
            .min(Comparator.comparing(each -> !each.namedId()))
            .orElse(null);
    if (apart != null) {
      left.remove(apart);
      fields.remove(apart);
      tags.add(apart);
    }
  }

  private List<Column> and(Column another) {
    List<Column> more = new ArrayList<>(tags);
    more.add(another);
    return more;
  }

  private void passOver(long empty) {
    if (empty > 0) {
      taking.add(
          new Parameter(
              "onReject",
              "skip",
              List.of(
                  empty
                      + " of the sample's records hold none of the fields: no points. Such a record",
                  "is passed over and put on record. Without this its object is parked.")));
    }
  }

  /** What the route's source says beside what it selects by. */
  List<Parameter> taking() {
    return taking;
  }

  private void sort() {
    for (Column each : columns.all()) {
      if (each == time) {
        continue;
      }
      boolean named = Columns.speakable(each.key());
      boolean single = columns.records() >= MANY && each.isOther(columns.records());
      if (named && single && (each.isText() || each.namedId()) && each.fitsField() && !each.own()) {
        singles.add(each);
        fields.add(each);
      } else if (named && each.isNumber() && !each.namedId() || named && each.isBoolean()) {
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
    long numbers = measured().count();
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
      if (columns.all().stream().noneMatch(each -> each.isOther(columns.records()))) {
        place.add("No field could be it: none is another in each record of the sample.");
      }
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
    } else if (lists().findFirst().isPresent()) {
      String key = lists().findFirst().get().key();
      said.add("A point would lose '" + key + "', a list: documents, not readings.");
    } else if (measured().findAny().isEmpty()) {
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
    List<String> said = new ArrayList<>(apartSaid());
    left.forEach(
        each ->
            said.add(
                "Left out: '" + each.key() + "', " + each.typeSaid() + " (" + values(each) + ")"));
    return new Step("points-action", said, parameters);
  }

  private List<String> apartSaid() {
    if (alike == 0) {
      return List.of();
    }
    return apart == null
        ? List.of(
            alike
                + " of the sample's records have the same time and tags as one before, and no field",
            "tells them all apart: they are one point in InfluxDB, that of the last record.")
        : List.of(
            "'"
                + apart.key()
                + "' is a tag, as "
                + alike
                + " points would be one with another without it.",
            "Each of its values makes a series, which InfluxDB keeps in memory.");
  }

  private Parameter named(String name, List<Column> columns) {
    return new Parameter(
        name,
        String.join(",", columns.stream().map(Column::key).toList()),
        columns.stream()
            .map(each -> told(each) + (singles(each) ? ": no tag, another in each" : ""))
            .toList());
  }

  private boolean singles(Column each) {
    return singles.contains(each) && each != apart;
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
