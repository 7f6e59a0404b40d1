package org.sluice.trial;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.catalogue.Trouble;
import org.sluice.run.DeclinedException;

/**
 * What came of a trial.
 *
 * @param told in the form of {@code expected.json}: what was written, or {@code declined}
 * @param records how many would be written
 * @param trouble why it failed; null where it did not
 * @param notes what is to be said beside, a sentence each
 */
public record Outcome(Map<String, Object> told, long records, Trouble trouble, List<String> notes) {
  static Outcome of(
      Exception failure,
      RecordedGold gold,
      List<String> rejects,
      List<String> failedOperations,
      List<Map<String, Object>> sent) {
    Map<String, Object> told = new TreeMap<>(gold.written());
    put(told, "sent", sent);
    if (failure instanceof DeclinedException) {
      told.put("declined", failure.getMessage());
      return new Outcome(told, gold.records(), null, List.of());
    }
    put(told, "rejected", rejects);
    if (failure != null) {
      return new Outcome(told, gold.records(), Trouble.of(failure), gold.notes());
    }
    put(told, "failed_operations", failedOperations);
    return new Outcome(told, gold.records(), null, gold.notes());
  }

  private static void put(Map<String, Object> told, String key, List<?> all) {
    if (!all.isEmpty()) {
      told.put(key, all);
    }
  }

  /** The text of {@code expected.json}. */
  public String json() {
    return Example.pretty(told);
  }
}
