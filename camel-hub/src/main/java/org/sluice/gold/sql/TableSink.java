package org.sluice.gold.sql;

import java.util.List;
import java.util.Map;
import org.sluice.gold.Records;
import org.sluice.gold.RefusedException;
import org.sluice.gold.Sink;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;
import org.sluice.run.SupersededException;

/**
 * {@code gold:sql?table=NAME}: writes records, a {@code List<Map<String, Object>>}, as rows of a
 * table in the project's schema.
 */
public final class TableSink implements Sink {
  private final TableWriter writer;
  private final String table;
  private final ColumnOptions options;

  /**
   * @param parameter of the sink's address: table, types, onTypeConflict, maxColumns, key
   * @throws IllegalArgumentException when one is not as it should be
   */
  public TableSink(TableWriter writer, Parameter parameter) {
    this.writer = writer;
    this.table = parameter.get("table", "");
    this.options =
        ColumnOptions.of(
            parameter.get("types", ""),
            parameter.get("onTypeConflict", "widen"),
            parameter.get("maxColumns", "500"),
            parameter.get("key", ""));
  }

  @Override
  public void write(Object body, RunView run) {
    List<Map<?, ?>> records = Records.of(body, "table-rows-sink");
    RowBatch batch = RowMapping.batch(records, table.isEmpty() ? run.route() : table, options, run);
    run.writes(
        List.of(
            GoldPlace.of(RowMapping.SERVICE, batch.schema(), batch.table(), batch.origin().key())));
    int refused = records.size() - batch.rows().size();
    try {
      if (!writer.write(batch)) {
        throw new SupersededException("The rows of a newer version are there.");
      }
    } catch (RefusedException e) {
      e.reject(run);
      refused += e.positions().size();
    }
    run.wrote(
        new GoldWrite(
            RowMapping.SERVICE,
            batch.schema(),
            batch.table(),
            records.size() - refused,
            refused,
            written(batch)));
  }

  private static String written(RowBatch batch) {
    return "SELECT * FROM %s WHERE sluice_key = %s AND sluice_version = %s"
        .formatted(
            Sql.place(batch.schema(), batch.table()),
            Sql.text(batch.origin().key()),
            Sql.text(batch.origin().version()));
  }
}
