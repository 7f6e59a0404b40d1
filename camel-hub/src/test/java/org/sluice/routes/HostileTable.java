package org.sluice.routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.routes.HostileFormats.Format;
import org.sluice.routes.HostileFormats.Kind;
import org.sluice.routes.HostileFormats.Writer;
import org.sluice.run.DeclinedException;

/** Prints what becomes of each format with each fault: {@code docs/hostile.md}. */
public final class HostileTable {
  private static final String BEGIN =
      """
      # Formats and faults

      What becomes of objects that are not what a route expects. Made by a test that runs each cell through the blocks in a JVM of
      192 MiB, and holds this page (`HostileTest`): a code of the fault catalogue means that the object is parked with that
      reason; *declined* that the route does not take it; otherwise how many records come out of it, and how many are put
      on record as not taken. Of archives, how many files become objects, and how many of these are refused: they park by themselves.
      Hostile names and values are meant for SQL, MongoDB, spreadsheets, Cypher, JavaScript, InfluxQL and InfluxDB's line protocol.

      """;

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<List<String>> ROWS =
      List.of(List.of("1", "é", "2.5"), List.of("2", "y", "3.5"), List.of("3", "z", "4.5"));
  private static final List<String> HOSTILE =
      List.of(
          "'; DROP TABLE t; --",
          "$where.x",
          "=cmd|' /C calc'!A0",
          "`}) DETACH DELETE n //",
          "__proto__",
          "\"; DROP DATABASE lake --",
          "m,t=1 v=1\nx v=2");
  private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e", "f", "g");
  private static final int MANY = 300_000;
  private static final long LARGE = 256L << 20;

  private HostileTable() {}

  public static void main(String[] args) throws Exception {
    System.out.print(print());
    System.exit(0);
  }

  static String print() throws Exception {
    StringBuilder page = new StringBuilder(BEGIN);
    List<String> faults = List.copyOf(objects(HostileFormats.all().get(0)).keySet());
    page.append("| format | ").append(String.join(" | ", faults)).append(" |\n");
    page.append("| --- ".repeat(faults.size() + 1)).append("|\n");
    for (Format format : HostileFormats.all()) {
      page.append("| ").append(format.name());
      for (Supplier<InputStream> object : objects(format).values()) {
        page.append(" | ").append(outcome(format, object.get()));
      }
      page.append(" |\n");
    }
    for (HostileArchives.Form form : HostileArchives.forms()) {
      page.append("| ").append(form.name());
      for (Supplier<byte[]> object : HostileArchives.objects(form, png(), HOSTILE).values()) {
        page.append(" | ").append(outcome(form, object.get()));
      }
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String outcome(HostileArchives.Form form, byte[] object) throws Exception {
    BlockKit kit = BlockKit.of("archive-members-action").object(form.object(), form.type());
    BlockKit.Came came = kit.run(object);
    long refused = came.records().stream().filter(one -> one.containsKey("refused")).count();
    return outcome(came) + (refused == 0 ? "" : ", " + refused + " refused");
  }

  private static String outcome(Format format, InputStream object) throws Exception {
    return outcome(format.route().chunks(1 << 20).run(object, LARGE));
  }

  private static String outcome(BlockKit.Came came) {
    if (came.failure() instanceof FaultException fault && fault.fault().kind() == FaultKind.DATA) {
      return fault.fault().code();
    }
    if (came.failure() instanceof DeclinedException) {
      return "declined";
    }
    if (came.failure() != null) {
      return "UNEXPECTED " + came.failure();
    }
    int not = came.rejects().size();
    return came.records().size() + (not == 0 ? "" : ", " + not + " not taken");
  }

  /** Made when they are wanted: together they would fill the memory themselves. */
  static Map<String, Supplier<InputStream>> objects(Format format) {
    Writer writer = format.writer();
    Charset charset = format.charset();
    byte[] well = bytes(writer.write(NAMES, ROWS, "\n"), charset);
    Map<String, Supplier<InputStream>> objects = new LinkedHashMap<>();
    objects.put("as it should be", () -> of(well));
    objects.put("empty", () -> of(new byte[0]));
    objects.put("cut", () -> of(Arrays.copyOf(well, well.length * 3 / 5)));
    objects.put("wrong type", () -> of(png()));
    Charset other = charset == UTF_8 ? ISO_8859_1 : UTF_8;
    objects.put("wrong encoding", () -> of(writer.write(NAMES, ROWS, "\n").getBytes(other)));
    objects.put("too deep", () -> of(bytes(deep(format), charset)));
    objects.put("too wide", () -> of(bytes(writer.write(many(), List.of(many()), "\n"), charset)));
    objects.put("bomb", () -> bomb(format));
    objects.put(
        "hostile names",
        () -> of(bytes(writer.write(hostile(format), List.of(HOSTILE), "\n"), charset)));
    objects.put(
        "hostile values", () -> of(bytes(writer.write(LETTERS, List.of(HOSTILE), "\n"), charset)));
    objects.put(
        "mixed line ends",
        () -> of(bytes(writer.write(NAMES, ROWS, "\r\n").replaceFirst("\r\n", "\n"), charset)));
    return objects;
  }

  private static InputStream of(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] bytes(String text, Charset charset) {
    return (charset == UTF_16LE ? "\ufeff" + text : text).getBytes(charset);
  }

  private static List<String> many() {
    return IntStream.range(0, MANY).mapToObj(i -> "f" + i).toList();
  }

  /** XML has no such names: there they are as near to them as it permits. */
  private static List<String> hostile(Format format) {
    return format.kind() == Kind.XML
        ? List.of("DROP.TABLE", "_where", "cmd", "DETACH-DELETE", "__proto__", "DROP-LAKE", "m.t")
        : HOSTILE;
  }

  private static String deep(Format format) {
    String arrays = "[".repeat(2000) + "]".repeat(2000);
    return switch (format.kind()) {
      case JSON -> "{\"a\": 1, \"b\": " + arrays + "}\n";
      case XML -> "<t><row>" + "<a>".repeat(2000) + "</a>".repeat(2000) + "</row></t>";
      default -> format.writer().write(NAMES, List.of(List.of("1", arrays, "2.5")), "\n");
    };
  }

  /** What becomes much more in memory than it is, or one value of more than the memory has. */
  private static InputStream bomb(Format format) {
    if (format.kind() == Kind.XML) {
      return of(
          bytes(
              "<!DOCTYPE t [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                  + "<t><row>&b;</row></t>",
              format.charset()));
    }
    String begin =
        switch (format.kind()) {
          case JSON -> "{\"a\": \"";
          case TABLE -> "a,b,c\n1,\"";
          default -> "";
        };
    return new SequenceInputStream(of(bytes(begin, format.charset())), new Endless(LARGE));
  }

  /** So many times the letter x. */
  private static final class Endless extends InputStream {
    private long left;

    Endless(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int some = (int) Math.min(length, left);
      Arrays.fill(buffer, offset, offset + some, (byte) 'x');
      left -= some;
      return some;
    }
  }

  private static byte[] png() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
    for (int i = 0; i < 1000; i++) {
      png.write(i * 37);
    }
    return png.toByteArray();
  }
}
