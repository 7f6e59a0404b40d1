package org.sluice.routes;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.trial.TrialRun;

/**
 * Sends an object of so many MiB through a route, in a JVM of its own whose heap is small, and
 * prints how many records came to the sink, and their bytes.
 */
public final class LargeObject {
  private static final String TABLES =
      """
      - route:
          id: tables
          from:
            uri: lake:objects
            steps:
              - to: kamelet:csv-records-action
              - to: kamelet:documents-sink
      """;

  private LargeObject() {}

  /**
   * @param args route, its file (none for a table), content type, MiB
   */
  public static void main(String[] args) throws Exception {
    long size = Long.parseLong(args[3]) << 20;
    Form form =
        switch (args[2]) {
          case "application/json" -> Form.ARRAY;
          case "text/csv" -> Form.TABLE;
          default -> Form.LINES;
        };
    CamelContext context = RouteKit.context("http://127.0.0.1:1");
    long[] seen = new long[1];
    Set<Object> ids = new HashSet<>();
    GoldSinks.register(
        context,
        GoldWriters.NONE.with(
            batch -> seen[0] += batch.points().size(),
            picture -> true,
            batch -> {
              seen[0] += batch.documents().size();
              ids.add(batch.documents().get(0).get("_id"));
              return true;
            },
            null));
    if (form == Form.TABLE) {
      RouteKit.load(context, TABLES);
    } else {
      RouteKit.load(context, RouteFiles.folder().resolve(args[1]));
    }
    context.start();
    LakeObject object =
        new LakeObject(
            new ObjectKey("AUTH_lake", "neocampus", "large"),
            "neocampus",
            "1795464363.77499",
            "5QK2M7AAAAAAAAAAAAAAAAAAAAAAAAAA",
            "1",
            "large",
            args[2],
            size,
            null,
            "",
            "",
            "default",
            Map.of(),
            Map.of(),
            null);
    Records in = new Records(size, form);
    Exchange exchange = RouteKit.run(context, new TrialRun(object, args[0], 256 << 10), in);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    System.out.println(seen[0] + " " + in.made);
    System.exit(0);
  }

  /** How the records are written. */
  private enum Form {
    ARRAY(
        "[",
        ",",
        "]",
        "{\"topic\": \"u4/%d/humidity\", \"value\": 35, \"value_units\": \"%%\", \"time\": %d}"),
    LINES("", "\n", "\n", ARRAY.record),
    TABLE("topic,value,value_units,time\n", "\n", "\n", "u4/%d/humidity,35,%%,%d");

    private final String begin;
    private final String between;
    private final String end;
    private final String record;

    Form(String begin, String between, String end, String record) {
      this.begin = begin;
      this.between = between;
      this.end = end;
      this.record = record;
    }
  }

  /** As many readings as fit, made while they are read. */
  private static final class Records extends InputStream {
    private final long size;
    private final Form form;
    private long written;
    private long made;
    private byte[] now = new byte[0];
    private int at;
    private boolean ended;

    Records(long size, Form form) {
      this.size = size;
      this.form = form;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at == now.length && !more()) {
        return -1;
      }
      int some = Math.min(length, now.length - at);
      System.arraycopy(now, at, buffer, offset, some);
      at += some;
      return some;
    }

    private boolean more() {
      if (ended) {
        return false;
      }
      at = 0;
      if (written >= size) {
        ended = true;
        now = bytes(form.end);
        return true;
      }
      now =
          bytes(
              (made == 0 ? form.begin : form.between)
                  + form.record.formatted(made % 50, 1_600_000_000L + made));
      made++;
      written += now.length;
      return true;
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
