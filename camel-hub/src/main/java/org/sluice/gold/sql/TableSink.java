package org.sluice.gold.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.NamedFields;
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
   * @param parameter of the sink's address: table, types, onTypeConflict, maxColumns, maxTables,
   *     key
   * @throws IllegalArgumentException when one is not as it should be
   */
  public TableSink(TableWriter writer, Parameter parameter) {
    this.writer = writer;
    this.table = checked(parameter.get("table", ""));
    this.options =
        ColumnOptions.of(
            parameter.get("types", ""),
            parameter.get("onTypeConflict", "widen"),
            parameter.get("maxColumns", "500"),
            parameter.get("maxTables", "1000"),
            parameter.get("key", ""));
  }

  private static String checked(String table) {
    if (table.replace(Kind.PLACE, "").matches(".*[{}].*")) {
      throw new IllegalArgumentException(
          "parameter 'table' is '" + table + "', and may hold no other place-holder than {kind}");
    }
    return table;
  }

  /** The table of an object; where its name says no kind, the route's name stands for it. */
  private String table(RunView run) {
    String kind = Kind.of(run.object().originalName());
    return table.isEmpty()
        ? run.route()
        : table.replace(Kind.PLACE, kind.isEmpty() ? run.route() : kind);
  }

  @Override
  public List<NamedFields> named() {
    return List.of(
        new NamedFields(
            "table-rows-sink", "types", List.copyOf(options.types().keySet()), TableSink::columns));
  }

  private static Map<String, Object> columns(Map<String, Object> record) {
    Map<String, Object> columns = new LinkedHashMap<>();
    record.forEach((name, value) -> columns.put(ColumnName.of(name), value));
    return columns;
  }

  @Override
  public void write(Object body, RunView run) {
    List<Map<?, ?>> records = Records.of(body, "table-rows-sink");
    RowBatch batch = RowMapping.batch(records, table(run), options, run);
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
            written(batch),
            batch.told().isEmpty() ? null : String.join(" ", batch.told())));
  }

  private static String written(RowBatch batch) {
    return "SELECT * FROM %s WHERE sluice_key = %s AND sluice_version = %s"
        .formatted(
            Sql.place(batch.schema(), batch.table()),
            Sql.text(batch.origin().key()),
            Sql.text(batch.origin().version()));
  }
}
