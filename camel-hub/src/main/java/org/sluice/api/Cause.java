package org.sluice.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluice.catalogue.Parked;
import org.sluice.catalogue.RunKey;
import org.sluice.event.ObjectKey;

/**
 * Runs that a route parked for the same fault, its message being the same but for numbers and the
 * object's own name.
 */
final class Cause {
  private static final int EXAMPLES = 5;

  private final Parked.One first;
  private final List<String> objects = new ArrayList<>();
  private int count;
  private Instant since;
  private Instant last;

  Cause(Parked.One first) {
    this.first = first;
  }

  /** The same of all runs of one cause. */
  static String key(Parked.One one) {
    String said = one.trouble() == null ? "" : one.trouble().code() + "\n" + withoutItsOwn(one);
    return one.run().route() + "\n" + said;
  }

  private static String withoutItsOwn(Parked.One one) {
    ObjectKey key = one.object().key();
    String said = one.trouble().message();
    for (String name : List.of(key.path(), key.container() + "/" + key.object(), key.object())) {
      said = said.contains(name) ? whole(name).matcher(said).replaceAll("*") : said;
    }
    return said.replaceAll("[0-9]+", "#");
  }

  /** Not where it is a part of a word: names may be short. */
  private static Pattern whole(String name) {
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])");
  }

  /** The first of them. */
  RunKey run() {
    return first.run();
  }

  void add(Parked.One one) {
    count++;
    if (objects.size() < EXAMPLES) {
      objects.add(one.object().key().container() + "/" + one.object().key().object());
    }
    Instant at = one.since();
    if (at != null) {
      since = since == null || at.isBefore(since) ? at : since;
      last = last == null || at.isAfter(last) ? at : last;
    }
  }

  Map<String, Object> described() {
    Map<String, Object> cause = new LinkedHashMap<>();
    cause.put("route", first.run().route());
    cause.put("code", first.trouble() == null ? null : first.trouble().code());
    cause.put("kind", first.trouble() == null ? null : first.trouble().kind());
    cause.put("message", first.trouble() == null ? null : first.trouble().message());
    cause.put("hint", first.trouble() == null ? null : first.trouble().hint());
    cause.put("count", count);
    cause.put("first", since == null ? null : since.toString());
    cause.put("last", last == null ? null : last.toString());
    cause.put("objects", objects);
    return cause;
  }
}
