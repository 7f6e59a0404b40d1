package org.sluice.enrich.shape;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;
import org.sluice.run.RunView;

/**
 * {@code deduplicate}: of records that are alike in some fields, the first. Of an object with more
 * distinct records than are remembered, the latest are.
 */
public final class Deduplicate extends ShapeBlock {
  private final List<String> by;
  private final int remember;

  public Deduplicate(BlockParameters parameters) {
    by = parameters.names("by");
    long most = parameters.number("remember", 100_000);
    if (most > 10_000_000) {
      throw new IllegalArgumentException("parameter 'remember' is above 10000000");
    }
    remember = (int) most;
  }

  @Override
  public List<NamedFields> named() {
    return List.of(NamedFields.of("deduplicate-action", "by", by));
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    if (step.kept(() -> seen(step.run())).isNew(digest(record))) {
      out.accept(record);
    }
  }

  private Seen seen(RunView run) {
    Seen seen = new Seen(remember, run);
    // The run has its note told.
    return run.kept(seen, () -> seen);
  }

  private Seen.Digest digest(Map<String, Object> record) {
    Map<String, Object> told = record;
    if (!by.isEmpty()) {
      told = new LinkedHashMap<>();
      for (String field : by) {
        told.put(field, Fields.get(record, field));
      }
    }
    try {
      byte[] json = Nodes.canonical(told).getBytes(StandardCharsets.UTF_8);
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(json));
      return new Seen.Digest(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
