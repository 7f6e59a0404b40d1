package org.sluice.gold.sql;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** The columns that some rows need, and what a table lacks of them. */
final class Needs {
  private static final int TOLD = 5;

  /**
   * What the rows hold in one column.
   *
   * @param kinds what the values are by themselves
   * @param large whether whole numbers are beyond what a double holds
   */
  record Need(Set<ColumnType> kinds, boolean large) {
    private ColumnType whole(ColumnType first) {
      ColumnType type = first;
      for (ColumnType kind : kinds) {
        type = type == null ? kind : type.and(kind, large);
      }
      return type;
    }
  }

  /**
   * What is to be done to a table first.
   *
   * @param add columns that it does not have, with their types
   * @param widen columns whose values do not fit, with the types they get
   */
  record Change(Map<String, ColumnType> add, Map<String, ColumnType> widen) {
    boolean isNone() {
      return add.isEmpty() && widen.isEmpty();
    }
  }

  private final Map<String, Need> columns = new LinkedHashMap<>();
  private final ColumnOptions options;

  Needs(List<Row> rows, ColumnOptions options) {
    this.options = options;
    for (Row row : rows) {
      row.values().forEach(this::add);
    }
  }

  private void add(String column, Object value) {
    ColumnType kind = ColumnType.of(value);
    boolean large = kind == ColumnType.BIGINT && isLarge((Number) value);
    Need need = columns.get(column);
    if (need == null || (large && !need.large())) {
      Set<ColumnType> kinds = need == null ? EnumSet.of(kind) : need.kinds();
      need = new Need(kinds, large);
      columns.put(column, need);
    }
    need.kinds().add(kind);
  }

  /** Whether a whole number is beyond what a double holds. */
  static boolean isLarge(Number value) {
    return value instanceof BigInteger whole
        ? whole.abs().bitLength() > 53
        : value.longValue() > ColumnType.EXACT || value.longValue() < -ColumnType.EXACT;
  }

  /** All columns that the rows hold something in. */
  Map<String, Need> columns() {
    return columns;
  }

  Identity identity() {
    return options.isKeyed() ? Identity.KEY : Identity.PLACE;
  }

  /** Tables that the schema may have. */
  int mostTables() {
    return options.mostTables();
  }

  /** The type that the route says a column has; null where it says none. */
  ColumnType said(String column) {
    return options.types().get(column);
  }

  /**
   * @param there the table's columns and their types, as PostgreSQL tells them
   * @throws FaultException gold-rejected where the rows do not fit and nothing may be done about it
   */
  Change against(Map<String, String> there) {
    Map<String, ColumnType> add = new LinkedHashMap<>();
    Map<String, ColumnType> widen = new TreeMap<>();
    columns.forEach(
        (column, need) -> {
          ColumnType said = said(column);
          String type = there.get(column);
          if (type == null) {
            add.put(column, said != null ? said : need.whole(null));
            return;
          }
          // A type that the sink does not make is the operator's: the values have to fit.
          ColumnType now = ColumnType.ofSql(type).orElse(null);
          ColumnType wide =
              now == null ? null : said != null ? now.and(said, false) : need.whole(now);
          if (wide != now) {
            widen.put(column, wide);
          }
        });
    refuse(there, add, widen);
    return new Change(add, widen);
  }

  private void refuse(
      Map<String, String> there, Map<String, ColumnType> add, Map<String, ColumnType> widen) {
    Optional<String> misfit =
        Stream.concat(widen.keySet().stream(), add.keySet().stream().filter(this::isMixed))
            .findFirst();
    if (!options.widens() && misfit.isPresent()) {
      String column = misfit.get();
      throw new FaultException(
          Fault.GOLD_REJECTED,
          "Its value in column %s does not fit the type there, %s, and the route does not widen columns"
              .formatted(column, there.getOrDefault(column, "of its neighbours")));
    }
    long columns =
        Stream.concat(there.keySet().stream(), add.keySet().stream())
            .filter(column -> !ColumnName.isOurs(column))
            .count();
    if (!add.isEmpty() && columns > options.most()) {
      throw new FaultException(
          Fault.GOLD_REJECTED,
          "The table would get more than %d columns (maxColumns), by %s"
              .formatted(
                  options.most(), String.join(", ", add.keySet().stream().limit(TOLD).toList())));
    }
  }

  private boolean isMixed(String column) {
    Need need = columns.get(column);
    return said(column) == null && need.kinds().size() > 1 && need.whole(null) == ColumnType.TEXT;
  }
}
