package org.sluice.trial;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sluice.catalogue.Trouble;
import org.sluice.run.DeclinedException;

/**
 * What came of a trial.
 *
 * @param told in the form of {@code expected.json}: what was written, or {@code declined}
 * @param records how many would be written
 * @param trouble why it failed; null where it did not
 * @param replaced how many of them would not stand, as others take their place
 * @param notes what is to be said beside, a sentence each
 */
public record Outcome(
    Map<String, Object> told, long records, long replaced, Trouble trouble, List<String> notes) {
  private static final String DECLINED = "declined";

  /** Of records that hold lines, the key of these. */
  private static final Map<String, String> LINES = Map.of("objects", "content", "requests", "body");

  static Outcome of(
      Exception failure,
      RecordedGold gold,
      List<String> rejects,
      List<String> failedOperations,
      List<Map<String, Object>> sent,
      List<String> counted) {
    // What the sinks themselves say of equal records is said once.
    Set<String> all = new LinkedHashSet<>(counted);
    all.addAll(gold.notes());
    List<String> notes = List.copyOf(all);
    Map<String, Object> told = new TreeMap<>(gold.written());
    put(told, "sent", sent);
    if (failure instanceof DeclinedException) {
      told.put(DECLINED, failure.getMessage());
      return new Outcome(told, gold.records(), gold.replaced(), null, counted);
    }
    put(told, "rejected", rejects);
    if (failure != null) {
      return new Outcome(told, gold.records(), gold.replaced(), Trouble.of(failure), notes);
    }
    put(told, "failed_operations", failedOperations);
    return new Outcome(told, gold.records(), gold.replaced(), null, notes);
  }

  private static void put(Map<String, Object> told, String key, List<?> all) {
    if (!all.isEmpty()) {
      told.put(key, all);
    }
  }

  /** Whether the route did not take it after it had looked into it. */
  boolean declined() {
    return told.containsKey(DECLINED);
  }

  /** What is told, with the first records of each place, and the first lines of what these hold. */
  Map<String, Object> told(long most) {
    Map<String, Object> first = new TreeMap<>(told);
    first.replaceAll(
        (kind, places) ->
            places instanceof List<?> many
                ? many.stream().map(place -> first(place, kind, most)).toList()
                : first(places, kind, most));
    return first;
  }

  private static Object first(Object thing, String key, long most) {
    if (key == null
        || !(thing instanceof Map<?, ?> map)
        || !(map.get(key) instanceof List<?> list)) {
      return thing;
    }
    Map<Object, Object> first = new LinkedHashMap<>(map);
    first.put(key, list.stream().limit(most).map(one -> first(one, LINES.get(key), most)).toList());
    return first;
  }

  /** The text of {@code expected.json}. */
  public String json() {
    return Example.pretty(told);
  }
}
