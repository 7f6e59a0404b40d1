package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/** Points of records: which field is their time, which are values, and which tell the series. */
final class PointsGuess {
  /** Records from which on a value that is another in each makes no tag. */
  private static final int MANY = 5;

  private static final Pattern WHAT =
      Pattern.compile(
          "(?i)(.*[._-])?(measurement|metric|quantity|kind|type|variable|parameter)"
              + "|.*mesure.*");

  private final Columns columns;
  private final Column time;

  /** What could be the time too. */
  private final List<Column> others;

  private final Column measurement;
  private final List<Column> fields = new ArrayList<>();
  private final List<Column> tags = new ArrayList<>();
  private final List<Column> left = new ArrayList<>();

  /** Those of the fields that would be a tag, were they not another in each record. */
  private final List<Column> singles = new ArrayList<>();

  private final List<Parameter> taking = new ArrayList<>();
  private Apart apart = new Apart(0, null);

  PointsGuess(Columns columns) {
    this.columns = columns;
    List<Column> times =
        columns.all().stream()
            .filter(each -> Columns.speakable(each.key()) && each.isTimeOf(columns.records()))
            .sorted(Comparator.comparing(Column::isDays).thenComparing(each -> !each.namedTime()))
            .toList();
    this.time = times.isEmpty() ? null : times.get(0);
    this.others = times.stream().skip(1).toList();
    sort();
    this.measurement = takeMeasurement();
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
        (each.fitsField() ? fields : left).add(each);
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

  private Stream<Column> measured() {
    return fields.stream().filter(each -> each.isNumber() && !singles.contains(each));
  }

  /** The time of each record; null where they have none. */
  Column time() {
    return time;
  }

  boolean hasNumber() {
    return measured().findAny().isPresent();
  }

  /** Whether each record has a time, and some a number. */
  boolean isSeries() {
    return time != null && hasNumber();
  }

  /** Where points of the sample would be one, takes a tag more that tells all of them. */
  void settle(List<Map<String, Object>> records) {
    SamplePoints points = new SamplePoints(records, time, measurement);
    apart = Apart.of(points, tags, Stream.of(singles, left, fields).flatMap(List::stream));
    if (apart.tag() != null) {
      left.remove(apart.tag());
      fields.remove(apart.tag());
      tags.add(apart.tag());
    }
    long empty = points.without(fields);
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

  /** Names of the values. */
  Set<String> fields() {
    return fields.stream().map(Column::key).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The block that makes them.
   *
   * @param route names the measurement where nothing else does
   */
  Step step(String route) {
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
                List.of(
                    "What was measured stands in the record: " + measurement.valuesSaid() + ".")));
    parameters.add(new Parameter("time", time.key(), timeSaid()));
    parameters.add(named("fields", fields));
    if (!tags.isEmpty()) {
      parameters.add(named("tags", tags));
    }
    List<String> said = new ArrayList<>(apart.said());
    left.forEach(
        each -> said.add("Left out: '" + each.key() + "', " + each.typeSaid() + each.some()));
    left.forEach(each -> said.addAll(each.largeSaid(Target.POINTS)));
    Stream.of(fields, tags, left)
        .flatMap(List::stream)
        .forEach(each -> said.addAll(each.daysSaid()));
    return new Step("points-action", said, parameters);
  }

  private List<String> timeSaid() {
    List<String> said = new ArrayList<>(List.of("It is " + time.timeSaid() + "."));
    for (Column each : others) {
      said.addAll(
          Prose.lines(
              "'%s' is a time too%s, and could be named here instead."
                  .formatted(Prose.shown(each.key()), each.isDays() ? ", of days alone" : "")));
    }
    return said;
  }

  private Parameter named(String name, List<Column> columns) {
    return new Parameter(
        name,
        String.join(",", columns.stream().map(Column::key).toList()),
        columns.stream()
            .map(each -> each.told() + (isSingle(each) ? ": no tag, another in each" : ""))
            .toList());
  }

  private boolean isSingle(Column each) {
    return singles.contains(each) && each != apart.tag();
  }
}
