package org.sluice.enrich.json;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.ObjectBytes;
import org.sluice.enrich.RecordBlock;
import org.sluice.enrich.Records;
import org.sluice.enrich.part.Cuttable;
import org.sluice.enrich.part.SideBySide;
import org.sluice.event.LakeObject;
import org.sluice.run.RunView;

/**
 * {@code json-records}: from an object's bytes to its records, a {@code List<Map<String, Object>>}.
 * One JSON object is one record, an array of objects is many, and so are JSON lines; anything else
 * is declined. A large object is handed over in passes and never held as a whole; its parts are
 * read side by side.
 *
 * <p>Parameters: {@code maxBytes}, the largest object that is read; without it any is. {@code
 * flat}, {@code yes} to decline what is {@linkplain FlatRecords no table}.
 *
 * <p>Where the route says {@code onReject: skip}, JSON lines are taken one by one: those that are
 * no JSON object are put on record and passed over.
 *
 * <p>Faults: object-empty, object-too-large, json-malformed with line, column and byte,
 * record-invalid for an item that is no object behind others that have gone through.
 */
public final class JsonRecords extends RecordBlock {
  private static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines");

  private final boolean flat;

  public JsonRecords(BlockParameters parameters) {
    super(parameters.number("maxBytes", Long.MAX_VALUE));
    flat = parameters.choice("flat", "no", "no", "yes").equals("yes");
  }

  @Override
  protected Records open(ObjectBytes bytes, RunView run) throws IOException {
    Cuttable form = lines(run.object()) ? new JsonLines(run.skips()) : new JsonArray();
    Records records = SideBySide.of(form, bytes, run);
    return flat ? new FlatRecords(records) : records;
  }

  /** Whether an object is read as JSON lines, by its content type or its name. */
  public static boolean lines(LakeObject object) {
    String type = String.valueOf(object.contentType()).replaceFirst(";.*", "").strip();
    String name = object.key().object().toLowerCase(Locale.ROOT);
    return LINES.contains(type.toLowerCase(Locale.ROOT))
        || name.endsWith(".jsonl")
        || name.endsWith(".ndjson");
  }
}
