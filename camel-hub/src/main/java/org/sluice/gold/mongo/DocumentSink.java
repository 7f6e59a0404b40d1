package org.sluice.gold.mongo;

import java.util.List;
import org.sluice.gold.Provenance;
import org.sluice.gold.Records;
import org.sluice.gold.RefusedException;
import org.sluice.gold.Sink;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;
import org.sluice.run.SupersededException;

/**
 * {@code gold:mongo?collection=NAME}: writes records, a {@code List<Map<String, Object>>}, as
 * documents into the project's database.
 */
public final class DocumentSink implements Sink {
  private final DocumentWriter writer;
  private final String collection;

  /**
   * @throws IllegalArgumentException when MongoDB permits no such collection
   */
  public DocumentSink(DocumentWriter writer, String collection) {
    this.writer = writer;
    this.collection = collection;
    if (!collection.matches("[A-Za-z0-9_-]{1,100}")) {
      throw new IllegalArgumentException(
          "parameter 'collection' is '" + collection + "': letters, digits, _ and - only");
    }
  }

  @Override
  public void write(Object body, RunView run) {
    Provenance from = Provenance.of(run);
    DocumentBatch batch =
        DocumentMapping.batch(
            Records.of(body, "documents-sink"), collection, from, run.recordsBefore());
    run.writes(
        List.of(
            GoldPlace.of(DocumentMapping.SERVICE, batch.database(), collection, batch.idPrefix())));
    int refused = 0;
    try {
      if (!writer.write(batch)) {
        throw new SupersededException("The documents of a newer version are there.");
      }
    } catch (RefusedException e) {
      e.reject(run);
      refused = e.positions().size();
    }
    run.wrote(
        new GoldWrite(
            "mongodb",
            batch.database(),
            collection,
            batch.documents().size() - refused,
            refused,
            batch.database() + "." + collection + " " + DocumentMapping.filter(from).toJson()));
  }
}
