package org.sluice.enrich;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.trial.TrialRun;

/** Reads objects by a block alone, in one or in parts. */
public final class Reads {
  private static final CamelContext CONTEXT = new DefaultCamelContext();

  private final Block.Factory factory;
  private final Map<String, Object> parameters = new HashMap<>();
  private String name = "object";
  private String type = "application/octet-stream";
  private boolean skips;
  private int passes = Integer.MAX_VALUE;

  /** What came of an object, as the blocks behind see it. */
  public record Came(
      List<Map<String, Object>> records,
      List<String> rejects,
      List<String> notes,
      String failure,
      int passes) {}

  private Reads(Block.Factory factory) {
    this.factory = factory;
  }

  public static Reads by(Block.Factory factory) {
    return new Reads(factory);
  }

  public Reads with(String parameter, Object value) {
    parameters.put(parameter, value);
    return this;
  }

  public Reads named(String object) {
    name = object;
    return this;
  }

  public Reads typed(String contentType) {
    type = contentType;
    return this;
  }

  public Reads skipping(boolean whether) {
    skips = whether;
    return this;
  }

  /** The run ends after so many, as where a block behind fails. */
  public Reads passes(int most) {
    passes = most;
    return this;
  }

  public Came read(byte[] bytes, long chunk, int parts) {
    return read(
        new ByteArrayInputStream(bytes), bytes.length, chunk, parts, ForkJoinPool.commonPool());
  }

  /**
   * @param size that the object is said to have
   * @param chunk bytes of a pass
   */
  public Came read(InputStream bytes, long size, long chunk, int parts, Executor threads) {
    Block block = factory.create(new BlockParameters(CONTEXT, new HashMap<>(parameters)));
    TrialRun run = new TrialRun(object(size), "tried", chunk).inParts(parts, threads);
    if (skips) {
      run.skipping();
    }
    List<Map<String, Object>> all = new ArrayList<>();
    String failure = null;
    int done = 0;
    do {
      try {
        all.addAll(pass(block, run, bytes));
        done++;
      } catch (Exception e) {
        failure = e.getClass().getSimpleName() + ": " + e.getMessage();
      }
    } while (failure == null && done < passes && run.nextPass());
    run.close();
    return new Came(all, run.rejects(), run.notes(), failure, done);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> pass(Block block, TrialRun run, InputStream bytes)
      throws Exception {
    Exchange exchange = new DefaultExchange(CONTEXT);
    exchange.getMessage().setBody(bytes, InputStream.class);
    block.apply(exchange, run);
    return exchange.getMessage().getBody(List.class);
  }

  private LakeObject object(long size) {
    return new LakeObject(
        new ObjectKey("AUTH_lake", "p", name),
        "p",
        "1795464363.77499",
        "E",
        "42",
        name,
        type,
        size,
        null,
        "campus:alice",
        "",
        "default",
        Map.of(),
        Map.of(),
        null);
  }
}
