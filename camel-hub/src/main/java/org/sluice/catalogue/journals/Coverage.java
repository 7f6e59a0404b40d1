package org.sluice.catalogue.journals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.sluice.event.JournalProgress;

/**
 * What is known of one journal's numbers. The order in which it is told makes no difference: what
 * was delivered once counts as delivered, and the first reason of a loss stands.
 */
final class Coverage {
  /** Lost ranges in the document; of more, the lowest are kept as a number only. */
  private static final int MOST_LOST = 1000;

  private static final int MOST_ASKED = 100;

  private final String proxy;
  private final String epoch;
  private final Ranges covered = new Ranges();
  private final Map<String, Ranges> lost = new TreeMap<>();
  private final long revision;

  /** Of the lost and the missing, those that a comparison of all containers has answered. */
  private final Ranges answered = new Ranges();

  private long lostEarlier;
  private long answeredEarlier;
  private long highest;
  private long repeats;
  private long toldAgain;
  private Date seen;
  private Date gapsSince;
  private Date openSince;
  private List<Ask> asks = new ArrayList<>();

  Coverage(String proxy, String epoch) {
    this(proxy, epoch, 0);
  }

  private Coverage(String proxy, String epoch, long revision) {
    this.proxy = proxy;
    this.epoch = epoch;
    this.revision = revision;
  }

  static Coverage of(Document document) {
    Coverage coverage =
        new Coverage(
            document.getString("proxy"), document.getString("epoch"), number(document, "revision"));
    for (Document range : list(document, "covered")) {
      coverage.covered.add(number(range, "from"), number(range, "to"));
    }
    for (Document range : list(document, "lost")) {
      coverage.lostAs(range.getString("why")).add(number(range, "from"), number(range, "to"));
    }
    for (Document range : list(document, "answered")) {
      coverage.answered.add(number(range, "from"), number(range, "to"));
    }
    coverage.lostEarlier = number(document, "lost_earlier");
    coverage.answeredEarlier = number(document, "answered_earlier");
    coverage.highest = number(document, "highest");
    coverage.repeats = number(document, "repeats");
    coverage.toldAgain = number(document, "told_again");
    coverage.seen = document.getDate("seen");
    coverage.gapsSince = document.getDate("gaps_since");
    coverage.openSince = document.getDate("open_since");
    list(document, "asked").forEach(ask -> coverage.asks.add(Ask.of(ask)));
    return coverage;
  }

  /** With a revision higher by one than that which was read. */
  Document document() {
    Ranges gaps = gaps();
    List<Document> losses = new ArrayList<>();
    lost.forEach(
        (why, ranges) -> ranges.list().forEach(r -> losses.add(range(r).append("why", why))));
    losses.sort((a, b) -> Long.compare(a.getLong("from"), b.getLong("from")));
    return new Document("_id", id(proxy, epoch))
        .append("proxy", proxy)
        .append("epoch", epoch)
        .append("highest", highest)
        .append("covered", covered.list().stream().map(Coverage::range).toList())
        .append("lost", losses)
        .append("lost_earlier", lostEarlier)
        .append("lost_numbers", lostNumbers())
        .append("gaps", gaps.list().stream().map(Coverage::range).toList())
        .append("gap_numbers", gaps.size())
        .append("gaps_since", gapsSince)
        .append("open_since", openSince)
        .append("answered", answered.list().stream().map(Coverage::range).toList())
        .append("answered_earlier", answeredEarlier)
        .append("repeats", repeats)
        .append("told_again", toldAgain)
        .append("asked", asks.stream().map(Ask::document).toList())
        .append("seen", seen)
        .append("whole", gaps.isEmpty() && lostNumbers() == 0 && asks.isEmpty())
        .append("revision", revision + 1);
  }

  static String id(String proxy, String epoch) {
    return proxy + "/" + epoch;
  }

  void tell(JournalProgress told, Instant now) {
    seen = Date.from(now);
    highest = Math.max(highest, told.to());
    Ranges numbers = Ranges.of(told.from(), told.to());
    Ranges fresh = numbers.minus(covered);
    lost.values().forEach(fresh::removeAll);
    long repeated = numbers.size() - fresh.size();
    if (told.again()) {
      toldAgain += repeated;
    } else {
      repeats += repeated;
    }
    if (told.lost() == null) {
      covered.addAll(numbers);
      lost.values().forEach(ranges -> ranges.removeAll(numbers));
      answered.removeAll(numbers);
    } else {
      lostAs(told.lost()).addAll(fresh);
    }
    foldLosses();
    toldAgain(numbers, told.again());
    ageGaps();
  }

  private void ageGaps() {
    gapsSince = since(gapsSince, gaps());
    // A gap that is answered makes no later one old.
    openSince = since(openSince, openGaps());
  }

  private Date since(Date before, Ranges numbers) {
    if (numbers.isEmpty()) {
      return null;
    }
    return before == null ? seen : before;
  }

  private void toldAgain(Ranges numbers, boolean again) {
    List<Ask> left = new ArrayList<>();
    for (Ask ask : asks) {
      // What was wanted though it is here must come by being asked for.
      boolean counts = again || ask.by().equals(Ask.HUB);
      left.addAll(counts ? ask.without(numbers, seen) : List.of(ask));
    }
    asks = left;
  }

  /** A disk that was full again and again must not make the document grow without end. */
  private void foldLosses() {
    List<Ranges.Range> all = new ArrayList<>();
    lost.values().forEach(ranges -> all.addAll(ranges.list()));
    if (all.size() <= MOST_LOST) {
      return;
    }
    all.sort((a, b) -> Long.compare(a.from(), b.from()));
    for (Ranges.Range old : all.subList(0, all.size() - MOST_LOST / 2)) {
      lost.values().forEach(ranges -> ranges.remove(old.from(), old.to()));
      covered.add(old.from(), old.to());
      lostEarlier += old.size();
      long before = answered.size();
      answered.remove(old.from(), old.to());
      answeredEarlier += before - answered.size();
    }
  }

  /** Numbers below the highest that nothing was said of. */
  Ranges gaps() {
    Ranges gaps = Ranges.of(1, highest);
    gaps.removeAll(covered);
    lost.values().forEach(gaps::removeAll);
    return gaps;
  }

  long lostNumbers() {
    return lostEarlier + lost.values().stream().mapToLong(Ranges::size).sum();
  }

  private Ranges openGaps() {
    return gaps().minus(answered);
  }

  /** Gaps older than the grace period that no comparison of all containers has answered. */
  Ranges openGaps(Instant now, Duration grace) {
    return olderThan(openSince, now, grace) ? openGaps() : new Ranges();
  }

  /** How many lost numbers no comparison of all containers has answered. */
  long openLosses() {
    return openLost().size() + lostEarlier - answeredEarlier;
  }

  private Ranges openLost() {
    Ranges open = new Ranges();
    lost.values().forEach(open::addAll);
    return open.minus(answered);
  }

  /** What is lost or, for longer than the grace period, missing, and not answered. */
  Unanswered.Lack lack(Instant now, Duration grace) {
    Ranges open = openLost();
    open.addAll(openGaps(now, grace));
    long earlier = lostEarlier > answeredEarlier ? lostEarlier : 0;
    return new Unanswered.Lack(proxy, epoch, open, earlier);
  }

  /** All containers were compared since a lack was seen. What came meanwhile has its answer. */
  void answer(Unanswered.Lack lack) {
    Ranges left = lack.numbers().minus(covered);
    answered.addAll(left);
    answeredEarlier = Math.max(answeredEarlier, lack.earlier());
    ageGaps();
  }

  long highest() {
    return highest;
  }

  String proxy() {
    return proxy;
  }

  String epoch() {
    return epoch;
  }

  boolean heardSince(Instant time) {
    return seen != null && !seen.toInstant().isBefore(time);
  }

  private static boolean olderThan(Date since, Instant now, Duration grace) {
    return since != null && !since.toInstant().plus(grace).isAfter(now);
  }

  /** Gaps older than the grace period that are not asked for yet. */
  Ranges unasked(Instant now, Duration grace) {
    if (!olderThan(gapsSince, now, grace)) {
      return new Ranges();
    }
    Ranges unasked = gaps();
    asks.forEach(ask -> unasked.remove(ask.from(), ask.to()));
    return unasked;
  }

  /** Wants the gaps that are older than the grace period. */
  void askForGaps(Instant now, Duration grace) {
    for (Ranges.Range gap : unasked(now, grace).list()) {
      if (asks.size() < MOST_ASKED) {
        asks.add(new Ask(gap.from(), gap.to(), Ask.HUB, Date.from(now), 0, null));
      }
    }
  }

  /**
   * Wants a range because a person does. What was asked for within it starts afresh.
   *
   * @return false where too much is asked for already
   */
  boolean ask(long from, long to, Instant now) {
    Ranges range = Ranges.of(from, to);
    Date date = Date.from(now);
    List<Ask> left = new ArrayList<>();
    asks.forEach(ask -> left.addAll(ask.without(range, date)));
    if (left.size() >= MOST_ASKED) {
      return false;
    }
    left.add(new Ask(from, to, Ask.OPERATOR, date, 0, null));
    asks = left;
    return true;
  }

  /** Counts that a range has been asked for. */
  void given(long from, long to, Date now) {
    asks.replaceAll(ask -> ask.from() == from && ask.to() == to ? ask.given(now) : ask);
  }

  List<Ask> asks() {
    return List.copyOf(asks);
  }

  private Ranges lostAs(String why) {
    return lost.computeIfAbsent(why, w -> new Ranges());
  }

  private static Document range(Ranges.Range range) {
    return new Document("from", range.from()).append("to", range.to());
  }

  private static List<Document> list(Document document, String field) {
    List<Document> list = document.getList(field, Document.class);
    return list == null ? List.of() : list;
  }

  static long number(Document document, String field) {
    return document.get(field) instanceof Number number ? number.longValue() : 0;
  }
}
