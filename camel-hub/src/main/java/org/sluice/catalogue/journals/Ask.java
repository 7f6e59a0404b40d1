package org.sluice.catalogue.journals;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * A range that is wanted again. It stands until all of it has been told again.
 *
 * @param by {@link #HUB} or {@link #OPERATOR}
 * @param since when it was first wanted
 * @param tries how often it was asked for since it last became smaller
 * @param last when it was last asked for, or became smaller; null before
 */
record Ask(long from, long to, String by, Date since, int tries, Date last) {
  static final String HUB = "hub";
  static final String OPERATOR = "operator";

  static Ask of(Document document) {
    return new Ask(
        Coverage.number(document, "from"),
        Coverage.number(document, "to"),
        document.getString("by"),
        document.getDate("since"),
        (int) Coverage.number(document, "tries"),
        document.getDate("last"));
  }

  Document document() {
    return new Document("from", from)
        .append("to", to)
        .append("by", by)
        .append("since", since)
        .append("tries", tries)
        .append("last", last);
  }

  /** What is left of it when some numbers have been told. */
  List<Ask> without(Ranges told, Date now) {
    Ranges whole = Ranges.of(from, to);
    Ranges left = whole.minus(told);
    if (left.size() == whole.size()) {
      return List.of(this);
    }
    return left.list().stream().map(r -> new Ask(r.from(), r.to(), by, since, 1, now)).toList();
  }

  Ask given(Date now) {
    return new Ask(from, to, by, since, tries + 1, now);
  }

  /** Whether it is time to ask. */
  boolean due(Instant now, Duration pause, int mostTries) {
    return tries < mostTries && (last == null || !last.toInstant().plus(pause).isAfter(now));
  }
}
