package org.sluice.enrich.csv;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.EarlyTimes;
import org.sluice.enrich.Records;
import org.sluice.enrich.value.ValueType;

/** Records of a table, looked through for {@link EarlyTimes} in the order of the table. */
final class EarlyRecords implements Records {
  private final Records records;
  private final Map<String, ValueType> types;
  private final EarlyTimes early = new EarlyTimes("csv-records-action");

  private EarlyRecords(Records records, Map<String, ValueType> types) {
    this.records = records;
    this.types = types;
  }

  /** The same records where no column is told to count from 1970. */
  static Records of(Records records, Map<String, ValueType> types) {
    boolean counts =
        types.values().stream().anyMatch(type -> type.since1970(Instant.EPOCH).isPresent());
    return counts ? new EarlyRecords(records, types) : records;
  }

  @Override
  public List<Map<String, Object>> next(long bytes) throws IOException {
    List<Map<String, Object>> next = records.next(bytes);
    next.forEach(record -> record.forEach(this::look));
    return next;
  }

  private void look(String column, Object value) {
    if (value instanceof Instant time && EarlyTimes.isEarly(time)) {
      ValueType type = types.getOrDefault(column, types.get(Table.OTHERS));
      if (type != null) {
        type.since1970(time).ifPresent(number -> early.add(column, number, time));
      }
    }
  }

  @Override
  public boolean more() {
    return records.more();
  }

  @Override
  public String note() {
    return Records.joined(records.note(), early.note());
  }
}
