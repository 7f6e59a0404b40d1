package org.sluice.enrich.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.Records;
import org.sluice.enrich.RouteFile;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.json.RecordReader;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/** A small table beside a route, CSV or JSON, held whole. */
public final class TableFile {
  private static final int MOST_RECORDS = 200_000;

  private TableFile() {}

  /**
   * @throws IllegalArgumentException what is wrong with it
   */
  public static List<Map<String, Object>> read(RouteFile file) {
    try {
      ByteArrayInputStream bytes = new ByteArrayInputStream(file.content());
      Records records =
          file.name().endsWith(".json") || file.name().endsWith(".jsonl")
              ? new RecordReader(bytes, file.name().endsWith(".jsonl"), TableFile::refuse)
              : CsvReader.of(
                  CsvForm.of(BlockParameters.none()),
                  new TextSource(bytes, StandardCharsets.UTF_8),
                  TableFile::refuse);
      List<Map<String, Object>> all = new ArrayList<>();
      do {
        all.addAll(records.next(1 << 20));
        if (all.size() > MOST_RECORDS) {
          throw new IllegalArgumentException("has more than " + MOST_RECORDS + " records");
        }
      } while (records.more());
      return all;
    } catch (FaultException | DeclinedException | IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + file.name() + "': " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuse(FaultException e) {
    throw e;
  }
}
