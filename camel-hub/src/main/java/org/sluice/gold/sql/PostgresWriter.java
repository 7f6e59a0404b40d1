package org.sluice.gold.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.batch.Limits;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Batches;

/**
 * Writes rows to PostgreSQL, the rows of many runs in one transaction. A table is made and widened
 * in transactions of their own, and never made narrower.
 */
public final class PostgresWriter implements TableWriter {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresWriter.class);
  private static final int ATTEMPTS = 10;

  private static final Gatherer.Weight<RowBatch> WEIGHT =
      new Gatherer.Weight<>() {
        @Override
        public long count(RowBatch batch) {
          return batch.rows().size();
        }

        @Override
        public long bytes(RowBatch batch) {
          return batch.bytes();
        }
      };

  /** What one statement can be for: routes may say different things of one table. */
  private record Place(Table table, ColumnOptions options) {}

  private final SqlClient sql;
  private final Batches<Place, RowBatch, Row> batches;
  private final Map<Row.Origin, Set<String>> told = new ConcurrentHashMap<>();

  public PostgresWriter(SqlClient sql, Limits limits, BatchWatch watch) {
    this.sql = sql;
    this.batches = new Batches<>(limits, WEIGHT, RowBatch::rows, this::write, watch);
  }

  @Override
  public boolean write(RowBatch batch) {
    Table table = new Table(batch.schema(), batch.table());
    try {
      return batches.put(new Place(table, batch.options()), batch);
    } finally {
      Set<String> sentences = told.remove(batch.origin());
      if (sentences != null) {
        batch.told().addAll(sentences);
      }
    }
  }

  /** Puts in the log that columns became wider, and tells those whose rows did it. */
  private void tell(Table table, List<Widened> widened, List<Row> rows) {
    for (Widened one : widened) {
      List<Row> because = one.because(rows);
      String sentence = one.told(table, because);
      LOG.warn("{}", sentence);
      because.stream()
          .map(Row::origin)
          .distinct()
          .forEach(
              origin ->
                  told.computeIfAbsent(origin, o -> Collections.synchronizedSet(new TreeSet<>()))
                      .add(sentence));
    }
  }

  private Collection<Row> write(Place place, List<Row> rows) {
    List<Row> newer = new ArrayList<>();
    for (List<Row> some : apart(place.options().isKeyed() ? RowKey.newest(rows) : rows)) {
      Set<Row.Origin> stay = writeOnce(place, some);
      some.stream().filter(row -> stay.contains(row.origin())).forEach(newer::add);
    }
    return newer;
  }

  /** No two versions of an object in one statement, and no row twice; older versions first. */
  private static List<List<Row>> apart(List<Row> rows) {
    if (areOfOne(rows)) {
      return List.of(rows);
    }
    List<List<Row>> parts = new ArrayList<>();
    List<Row> left = new ArrayList<>(rows);
    left.sort(Comparator.comparing(row -> row.origin().version()));
    while (!left.isEmpty()) {
      Map<String, Row.Origin> versions = new HashMap<>();
      Set<String> taken = new HashSet<>();
      List<Row> part = new ArrayList<>(left.size());
      List<Row> rest = new ArrayList<>();
      for (Row row : left) {
        String key = row.origin().key();
        Row.Origin other = versions.putIfAbsent(key, row.origin());
        boolean fits = other == null || other.equals(row.origin());
        (fits && taken.add(row.identity()) ? part : rest).add(row);
      }
      parts.add(part);
      left = rest;
    }
    return parts;
  }

  /** Whether they are rows of one version, each behind the other: a part of a large object. */
  private static boolean areOfOne(List<Row> rows) {
    for (int i = 1; i < rows.size(); i++) {
      Row row = rows.get(i);
      Row before = rows.get(i - 1);
      if (row.position() <= before.position() || !row.origin().equals(before.origin())) {
        return false;
      }
    }
    return true;
  }

  private Set<Row.Origin> writeOnce(Place place, List<Row> rows) {
    Table table = place.table();
    Needs needs = new Needs(rows, place.options());
    try (Connection connection = sql.connection()) {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Map<String, String> there = table.held(connection);
        table.agree(there, needs.identity());
        if (!there.isEmpty() && needs.against(there).isNone()) {
          Set<Row.Origin> newer = new Upsert(table, there, needs).write(connection, rows);
          connection.commit();
          return newer;
        }
        connection.rollback();
        tell(table, table.fit(connection, needs), rows);
      }
      throw new FaultException(
          Fault.GOLD_UNREACHABLE,
          "PostgreSQL, "
              + table.shown()
              + ": its columns changed each time that rows were written");
    } catch (SQLException e) {
      throw SqlFaults.of(table.shown(), e);
    }
  }
}
