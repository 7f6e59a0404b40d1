package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sluice.enrich.Blocks;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;
import org.sluice.trial.TrialRun;

/** Blocks tried through their Kamelets, in a route as an integrator writes it. */
public final class BlockKit {
  private final StringBuilder steps = new StringBuilder();
  private String name = "table.csv";
  private String type = "text/csv";
  private long chunkBytes = 1 << 20;
  private boolean skips;
  private String project = "p";
  private Path files;
  private GoldWriters gold;

  /** What came of an object. */
  public record Came(
      List<Map<String, Object>> records,
      List<Long> positions,
      List<String> rejects,
      List<String> notes,
      int passes,
      Exception failure) {
    /** The records, of an object that no fault was found in. */
    public List<Map<String, Object>> well() {
      assertNull(failure, () -> "it failed: " + failure);
      return records;
    }

    /** The fault's message. */
    public String fault(Fault fault) {
      assertNotNull(failure, "it did not fail");
      FaultException e = assertInstanceOf(FaultException.class, failure);
      assertEquals(fault, e.fault(), e.getMessage());
      return e.getMessage();
    }

    /** Why it was declined. */
    public String declined() {
      return assertInstanceOf(DeclinedException.class, failure).getMessage();
    }
  }

  /** A route's first block. */
  public static BlockKit of(String block, Object... parameters) {
    return new BlockKit().then(block, parameters);
  }

  /** A route that reads JSON lines, and then this block. */
  public static BlockKit behindJson(String block, Object... parameters) {
    return of("json-records-action")
        .then(block, parameters)
        .object("o.jsonl", "application/x-ndjson");
  }

  /** The next block. */
  public BlockKit then(String block, Object... parameters) {
    steps.append("        - to:\n            uri: kamelet:").append(block).append('\n');
    if (parameters.length > 0) {
      steps.append("            parameters:\n");
    }
    for (int i = 0; i < parameters.length; i += 2) {
      String value = String.valueOf(parameters[i + 1]).replace("'", "''");
      steps.append("              %s: '%s'%n".formatted(parameters[i], value));
    }
    return this;
  }

  /** Another step, as YAML of the steps' own indentation. */
  public BlockKit step(String yaml) {
    steps.append(yaml.indent(8));
    return this;
  }

  /** What the object is called, and its content type. */
  public BlockKit object(String called, String contentType) {
    name = called;
    type = contentType;
    return this;
  }

  /** What the object is called. */
  public BlockKit called(String called) {
    name = called;
    return this;
  }

  /** Whose the object is. */
  public BlockKit project(String whose) {
    project = whose;
    return this;
  }

  /** What the route's sinks write with. */
  public BlockKit into(GoldWriters writers) {
    gold = writers;
    return this;
  }

  /** The route's folder, for files that blocks read. */
  public BlockKit files(Path folder) {
    files = folder;
    return this;
  }

  /** Bytes of the object in each pass. */
  public BlockKit chunks(long bytes) {
    chunkBytes = bytes;
    return this;
  }

  /** Of a route that goes on without records that cannot be taken. */
  public BlockKit skipping() {
    skips = true;
    return this;
  }

  public Came run(String text) throws Exception {
    return run(text.getBytes(StandardCharsets.UTF_8));
  }

  public Came run(byte[] bytes) throws Exception {
    return run(new ByteArrayInputStream(bytes), bytes.length);
  }

  /**
   * @param size that the object is said to have
   */
  public Came run(InputStream bytes, long size) throws Exception {
    Collector collector = new Collector();
    try (CamelContext context = context()) {
      context.addComponent("collect", collector);
      context.start();
      RouteKit.load(context, yaml());
      LakeObject object =
          new LakeObject(
              new ObjectKey("AUTH_lake", project, name),
              project,
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
      TrialRun run = new TrialRun(object, "tried", chunkBytes);
      if (skips) {
        run.skipping();
      }
      Exchange exchange = RouteKit.run(context, run, bytes);
      return new Came(
          collector.records,
          collector.positions,
          run.rejects(),
          run.notes(),
          collector.passes,
          exchange.getException());
    }
  }

  /** Why the route is refused when it is loaded. */
  public static String refused(String block, Object... parameters) throws Exception {
    return of(block, parameters).refusal();
  }

  /** Why the route is refused when it is loaded. */
  public String refusal() throws Exception {
    try (CamelContext context = context()) {
      context.addComponent("collect", new Collector());
      context.start();
      RouteKit.load(context, yaml());
    } catch (Exception e) {
      StringBuilder all = new StringBuilder();
      for (Throwable link = e; link != null; link = link.getCause()) {
        all.append(link.getMessage()).append('\n');
      }
      return all.toString();
    }
    throw new AssertionError("the route was taken");
  }

  private CamelContext context() {
    CamelContext context = RouteKit.context("http://127.0.0.1:1");
    if (files != null) {
      Blocks.folder(context, files);
    }
    if (gold != null) {
      GoldSinks.register(context, gold);
    }
    return context;
  }

  private String yaml() {
    return "- route:\n    id: tried\n    from:\n      uri: lake:objects\n      steps:\n"
        + steps
        + "        - to:\n            uri: collect:records\n";
  }

  /** Stands where a sink would. */
  private static final class Collector extends DefaultComponent {
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private int passes;

    @Override
    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) {
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
              take(exchange);
            }
          };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @SuppressWarnings("unchecked")
    private void take(Exchange exchange) {
      passes++;
      long before = RunView.of(exchange).recordsBefore();
      for (Object item : exchange.getMessage().getBody(List.class)) {
        positions.add(before++);
        records.add(new LinkedHashMap<>((Map<String, Object>) item));
      }
    }
  }
}
