package org.sluice.enrich.csv;

import java.io.IOException;
import java.io.InputStream;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.Encoding;
import org.sluice.enrich.ObjectBytes;
import org.sluice.enrich.RecordBlock;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.part.Recorded;
import org.sluice.enrich.part.SideBySide;
import org.sluice.run.RunView;

/**
 * {@code csv-records}: from an object's bytes to its records, a {@code List<Map<String, Object>>},
 * typed. What is not said of the table is found in its beginning: byte order mark, separator,
 * quote, header, the columns' types. A value that is not there is null.
 *
 * <p>Where the route says {@code onReject: skip}, records that have more or fewer values than there
 * are columns, or a value that is none of its column's type, are put on record and passed over.
 *
 * <p>Faults: object-empty, object-too-large, text-unreadable, csv-malformed, and record-invalid
 * with record and line. Declines a table that has a header alone.
 */
public final class CsvRecords extends RecordBlock {
  private final CsvForm form;
  private final Encoding encoding;

  public CsvRecords(BlockParameters parameters) {
    super(parameters.number("maxBytes", Long.MAX_VALUE));
    form = CsvForm.of(parameters);
    encoding = Encoding.of(parameters, "csv-records-action");
  }

  @Override
  protected Records open(ObjectBytes bytes, RunView run) throws IOException {
    return EarlyRecords.of(read(bytes, run), form.types());
  }

  private Records read(ObjectBytes bytes, RunView run) throws IOException {
    Encoding.Opened opened = encoding.open(bytes, run);
    if (run.parts() < 2) {
      return CsvReader.of(form, text(opened.bytes(), opened), run::reject);
    }
    Recorded recorded = new Recorded(opened.bytes());
    CsvReader reader = CsvReader.of(form, text(recorded, opened), run::reject);
    CutTable table = new CutTable(form, reader.found(run.chunkBytes()));
    InputStream again = recorded.again();
    return again == null ? reader : SideBySide.of(table, again, run);
  }

  private static TextSource text(InputStream bytes, Encoding.Opened as) throws IOException {
    return new TextSource(bytes, as.charset());
  }
}
