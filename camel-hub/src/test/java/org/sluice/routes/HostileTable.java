package org.sluice.routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
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
          "__proto__");
  private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e");
  private static final int MANY = 300_000;
  private static final long LARGE = 256L << 20;

  private HostileTable() {}

  /** One way of writing records, and the route that reads it. */
  private record Format(String name, BlockKit route, Writer writer, Charset charset, Kind kind) {}

  private enum Kind {
    JSON,
    TABLE,
    TEXT,
    XML
  }

  private interface Writer {
    String write(List<String> names, List<List<String>> rows, String end);
  }

  public static void main(String[] args) throws Exception {
    System.out.print(print());
    System.exit(0);
  }

  static String print() throws Exception {
    StringBuilder page = new StringBuilder(BEGIN);
    List<String> faults = List.copyOf(objects(formats().get(0)).keySet());
    page.append("| format | ").append(String.join(" | ", faults)).append(" |\n");
    page.append("| --- ".repeat(faults.size() + 1)).append("|\n");
    for (Format format : formats()) {
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
  private static Map<String, Supplier<InputStream>> objects(Format format) {
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
        ? List.of("DROP.TABLE", "_where", "cmd", "DETACH-DELETE", "__proto__")
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

  private static List<Format> formats() {
    List<Format> all = new ArrayList<>();
    Writer lines =
        (names, rows, end) ->
            rows.stream().map(row -> object(names, row) + end).collect(Collectors.joining());
    Writer array =
        (names, rows, end) ->
            "["
                + rows.stream()
                    .map(row -> object(names, row))
                    .collect(Collectors.joining("," + end))
                + "]"
                + end;
    all.add(
        json(
            "JSON object",
            "json-records-action",
            (names, rows, end) -> object(names, rows.get(0)) + end,
            "o.json"));
    all.add(json("JSON array", "json-records-action", array, "o.json"));
    all.add(json("JSON lines", "json-records-action", lines, "o.jsonl"));
    all.add(new Format("JSON lines, skipping", jsonLines().skipping(), lines, UTF_8, Kind.JSON));
    all.add(
        new Format(
            "JSON lines, jq",
            jsonLines().then("jq-action", "query", "{a, b, c, n: length}"),
            lines,
            UTF_8,
            Kind.JSON));
    all.add(
        new Format(
            "JSON lines, split",
            jsonLines().then("split-action", "fields", "b"),
            lines,
            UTF_8,
            Kind.JSON));
    all.add(
        new Format(
            "JSON lines, flat and typed",
            jsonLines()
                .then("rename-action", "flatten", "_")
                .then("types-action", "types", "a=number,c=exact"),
            lines,
            UTF_8,
            Kind.JSON));
    all.add(table("CSV", ',', '"', UTF_8));
    all.add(table("CSV, semicolons", ';', '"', UTF_8));
    all.add(table("CSV, tabs", '\t', '"', UTF_8));
    all.add(table("CSV, bars", '|', '"', UTF_8));
    all.add(table("CSV, UTF-16", ',', '"', UTF_16LE));
    all.add(
        table(
            "CSV, windows-1252",
            ',',
            '"',
            Charset.forName("windows-1252"),
            "encoding",
            "windows-1252"));
    all.add(table("CSV, all text", ',', '"', UTF_8, "types", "*=text"));
    all.add(table("CSV, columns named", ',', '"', UTF_8, "header", "yes", "columns", "x,y,z"));
    Format skipping = table("CSV, skipping", ',', '"', UTF_8);
    skipping.route().skipping();
    all.add(skipping);
    Format shaped = table("CSV, deduplicated and mapped", ',', '"', UTF_8);
    shaped.route().then("deduplicate-action").then("map-action", "set", "file={@name}");
    all.add(shaped);
    all.add(text("Text by a pattern", "reject"));
    all.add(text("Text by a pattern, others skipped", "skip"));
    all.add(xml("XML, elements", (name, value) -> "<%s>%s</%s>".formatted(name, value, name), ""));
    all.add(xml("XML, attributes", (name, value) -> "", "attributes"));
    return all;
  }

  private static BlockKit jsonLines() {
    return BlockKit.of("json-records-action").object("o.jsonl", "application/x-ndjson");
  }

  private static Format json(String name, String block, Writer writer, String object) {
    String type = object.endsWith("l") ? "application/x-ndjson" : "application/json";
    return new Format(name, BlockKit.of(block).object(object, type), writer, UTF_8, Kind.JSON);
  }

  private static String object(List<String> names, List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(
            i ->
                quoted(names.get(i))
                    + ": "
                    + (number(row.get(i)) ? row.get(i) : quoted(row.get(i))))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static boolean number(String text) {
    return text.matches("[0-9.]+");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Format table(
      String name, char separator, char quote, Charset charset, Object... parameters) {
    Writer writer =
        (names, rows, end) -> {
          List<List<String>> all = new ArrayList<>(List.of(names));
          all.addAll(rows);
          return all.stream()
              .map(
                  row ->
                      row.stream()
                          .map(cell -> quote + cell.replace("\"", "\"\"") + quote)
                          .collect(Collectors.joining(String.valueOf(separator))))
              .collect(Collectors.joining(end, "", end));
        };
    BlockKit route = BlockKit.of("csv-records-action", parameters);
    return new Format(name, route, writer, charset, Kind.TABLE);
  }

  private static Format text(String name, String others) {
    BlockKit route =
        BlockKit.of(
            "text-records-action", "pattern", "(?<a>\\d+) (?<b>\\S*) (?<c>.*)", "others", others);
    Writer writer =
        (names, rows, end) ->
            rows.stream()
                .map(row -> String.join(" ", row))
                .collect(Collectors.joining(end, "", end));
    return new Format(name, route, writer, UTF_8, Kind.TEXT);
  }

  private interface Part {
    String of(String name, String value);
  }

  private static Format xml(String name, Part child, String attributes) {
    Writer writer =
        (names, rows, end) ->
            rows.stream()
                .map(
                    row ->
                        "<row"
                            + (attributes.isEmpty()
                                ? ""
                                : parts(names, row, (n, v) -> " %s=\"%s\"".formatted(n, v)))
                            + ">"
                            + parts(names, row, child)
                            + "</row>"
                            + end)
                .collect(Collectors.joining("", "<t>" + end, "</t>" + end));
    BlockKit route = BlockKit.of("xml-records-action", "element", "row");
    return new Format(name, route, writer, UTF_8, Kind.XML);
  }

  private static String parts(List<String> names, List<String> row, Part part) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> part.of(names.get(i), row.get(i).replace("&", "&amp;").replace("<", "&lt;")))
        .collect(Collectors.joining());
  }
}
