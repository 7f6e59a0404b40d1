package org.sluice.routes;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.trial.TrialRun;

/**
 * Sends objects of so many MiB through routes, one after the other, in a JVM of its own whose heap
 * is small, and prints of each how many records came to the sink, how many were made, how many
 * parts were read beside the one that went through the route, and how many bytes there were.
 */
public final class LargeObject {
  /** What reads in routes of this test's own, by their id. */
  private static final Map<String, String> READERS =
      Map.of(
          "tables",
          "{uri: kamelet:csv-records-action}",
          "elements",
          "{uri: kamelet:xml-records-action, parameters: {element: r}}",
          "lines",
          "{uri: kamelet:text-records-action, parameters: {pattern:"
              + " '(?<topic>\\S+) (?<time>\\d+) (?<note>.*)'}}");

  /** What takes longer to read has fewer records. */
  private static final String NOTE = "read at the door and found to be well, ".repeat(10);

  private LargeObject() {}

  /**
   * @param args MiB, and of each object its route, content type and parts that are held at a time,
   *     with commas between them
   */
  public static void main(String[] args) throws Exception {
    long size = Long.parseLong(args[0]) << 20;
    for (String one : Arrays.asList(args).subList(1, args.length)) {
      String[] words = one.split(",");
      System.out.println(one + " " + sent(words[0], words[1], Integer.parseInt(words[2]), size));
    }
    System.exit(0);
  }

  private static String sent(String route, String type, int parts, long size) throws Exception {
    Form form =
        switch (type) {
          case "application/json" -> Form.ARRAY;
          case "application/xml" -> Form.ELEMENTS;
          case "text/csv" -> Form.TABLE;
          case "text/plain" -> Form.TEXT;
          default -> Form.LINES;
        };
    CamelContext context = RouteKit.context("http://127.0.0.1:1");
    long[] seen = new long[1];
    GoldSinks.register(
        context,
        GoldWriters.NONE.with(
            batch -> seen[0] += batch.points().size(),
            picture -> true,
            batch -> {
              seen[0] += batch.documents().size();
              return true;
            },
            null));
    if (READERS.containsKey(route)) {
      RouteKit.load(context, yaml(route));
    } else {
      RouteKit.load(context, RouteFiles.folder().resolve(route + "/" + route + ".camel.yaml"));
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
            type,
            size,
            null,
            "",
            "",
            "default",
            Map.of(),
            Map.of(),
            null);
    Records in = new Records(size, form);
    AtomicLong beside = new AtomicLong();
    TrialRun run =
        new TrialRun(object, route, 256 << 10)
            .inParts(
                parts,
                work -> {
                  beside.incrementAndGet();
                  ForkJoinPool.commonPool().execute(work);
                });
    Exchange exchange = RouteKit.run(context, run, in);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    context.stop();
    return seen[0] + " " + in.made + " " + beside + " " + in.written;
  }

  private static String yaml(String route) {
    return """
    - route:
        id: %s
        from:
          uri: lake:objects
          steps:
            - to: %s
            - to: kamelet:documents-sink
    """
        .formatted(route, READERS.get(route));
  }

  /** How the records are written: each with two numbers, where there is an at sign. */
  private enum Form {
    ARRAY(
        "[",
        ",",
        "]",
        "{\"topic\": \"u4/@/humidity\", \"value\": 35, \"value_units\": \"%\", \"time\": @}"),
    LINES("", "\n", "\n", ARRAY.text),
    TABLE(
        "topic,value,value_units,time,note\n",
        "\n",
        "\n",
        "u4/@/humidity,35,%,@,read at the door and found to be well"),
    ELEMENTS(
        "<t>",
        "\n",
        "</t>",
        "<r><topic>u4/@/humidity</topic><time>@</time><note>" + NOTE + "</note></r>"),
    TEXT("", "\n", "\n", "u4/@/humidity @ " + NOTE);

    private final String begin;
    private final String between;
    private final String end;
    private final String text;
    private final String[] record;

    Form(String begin, String between, String end, String record) {
      this.begin = begin;
      this.between = between;
      this.end = end;
      this.text = record;
      this.record = record.split("@", -1);
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
      return at == now.length && !more() ? -1 : now[at++] & 0xff;
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
                  + form.record[0]
                  + (made % 50)
                  + form.record[1]
                  + (1_600_000_000L + made)
                  + form.record[2]);
      made++;
      written += now.length;
      return true;
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
