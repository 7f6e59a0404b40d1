package org.sluice.enrich.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.TextSource;

/**
 * What {@code csv-records} finds in a table of which nothing is said.
 *
 * @param separator what parts its values
 * @param types its columns, and what their values are, as the parameter {@code types} says it
 */
public record TableLook(char separator, Map<String, String> types) {
  /**
   * @param sample a table, whole or its first lines
   * @throws org.sluice.fault.FaultException when it is none
   * @throws org.sluice.run.DeclinedException when there is no record in it
   */
  public static TableLook at(byte[] sample) {
    try {
      CsvReader reader =
          new CsvReader(
              CsvForm.of(BlockParameters.none()),
              new TextSource(new ByteArrayInputStream(sample), StandardCharsets.UTF_8),
              reject -> {});
      reader.next(sample.length + 1L);
      return reader.look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
