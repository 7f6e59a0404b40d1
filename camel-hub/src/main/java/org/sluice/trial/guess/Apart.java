package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What keeps points apart that would be one without it.
 *
 * @param alike how many would take the place of one before them
 * @param tag tells all of them; null where nothing does, or nothing needs to
 */
record Apart(int alike, Column tag) {
  /**
   * @param tags those that there are already
   * @param others what may be one more, the likeliest first
   */
  static Apart of(SamplePoints points, List<Column> tags, Stream<Column> others) {
    int alike = points.alike(tags);
    return new Apart(
        alike,
        alike == 0
            ? null
            : others
                .filter(each -> Columns.speakable(each.key()) && each.fitsTag())
                .filter(each -> each.isText() || each.namedId())
                .filter(each -> points.alike(and(tags, each)) == 0)
                .min(Comparator.comparing(each -> !each.namedId()))
                .orElse(null));
  }

  private static List<Column> and(List<Column> tags, Column another) {
    List<Column> more = new ArrayList<>(tags);
    more.add(another);
    return more;
  }

  /** That, and what it costs, a line each. */
  List<String> said() {
    if (alike == 0) {
      return List.of();
    }
    return tag == null
        ? List.of(
            alike
                + " of the sample's records have the same time and tags as one before, and no field",
            "tells them all apart: they are one point in InfluxDB, that of the last record.")
        : List.of(
            "'"
                + tag.key()
                + "' is a tag, as "
                + alike
                + " points would be one with another without it.",
            "Each of its values makes a series, which InfluxDB keeps in memory.");
  }
}
