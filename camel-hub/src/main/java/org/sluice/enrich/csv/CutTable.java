package org.sluice.enrich.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.part.Cuttable;
import org.sluice.enrich.part.Ends;
import org.sluice.enrich.part.Start;
import org.sluice.fault.FaultException;

/** A table that is read in parts: what is found in its beginning holds for all of them. */
record CutTable(CsvForm form, Beginning found) implements Cuttable {
  private static final int LAST_OF_ONE_BYTE = 0x7f;
  private static final int NONE = -1;

  @Override
  public Ends ends(byte[] beginning) {
    char separator = found.dialect().separator();
    String said = found.dialect().quote();
    int quote = said.isEmpty() ? NONE : said.charAt(0);
    int mark = TextSource.markBytes(TextSource.marked(beginning));
    return TextSource.endsLinesInOneByte(found.charset())
            && separator <= LAST_OF_ONE_BYTE
            && quote <= LAST_OF_ONE_BYTE
        ? new CsvEnds(separator, quote, mark, found.linesBefore())
        : null;
  }

  @Override
  public Records open(InputStream in, Start start, Consumer<FaultException> rejects)
      throws IOException {
    TextSource text = new TextSource(in, found.charset(), start);
    return CsvReader.within(form, found, text, start, rejects);
  }
}
