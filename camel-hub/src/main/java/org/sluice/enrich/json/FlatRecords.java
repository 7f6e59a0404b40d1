package org.sluice.enrich.json;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.Records;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * The records of an object that is a table: of several records, whose values hold no others. What
 * is none as far as its first part shows is declined, also where that cannot be read: a route that
 * takes any JSON says what is wrong with it.
 */
final class FlatRecords implements Records {
  private final Records all;
  private boolean begun;

  FlatRecords(Records all) {
    this.all = all;
  }

  @Override
  public boolean more() {
    return all.more();
  }

  @Override
  public List<Map<String, Object>> next(long bytes) throws IOException {
    if (begun) {
      return all.next(bytes);
    }
    begun = true;
    List<Map<String, Object>> first = first(bytes);
    if (first.size() == 1 && !all.more()) {
      throw new DeclinedException("The JSON is one record: no table.");
    }
    if (first.stream().flatMap(record -> record.values().stream()).anyMatch(FlatRecords::holds)) {
      throw new DeclinedException("The JSON has objects or lists within its records: no table.");
    }
    return first;
  }

  private List<Map<String, Object>> first(long bytes) throws IOException {
    try {
      return all.next(bytes);
    } catch (FaultException e) {
      if (e.fault() == Fault.JSON_MALFORMED) {
        throw new DeclinedException("The JSON cannot be read as a table: " + e.getMessage());
      }
      throw e;
    }
  }

  private static boolean holds(Object value) {
    return value instanceof Map || value instanceof Collection;
  }
}
