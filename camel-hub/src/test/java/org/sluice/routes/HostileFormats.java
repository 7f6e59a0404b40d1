package org.sluice.routes;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ways of writing records that the table of faults has. */
final class HostileFormats {
  private HostileFormats() {}

  /** One way of writing records, and the route that reads it. */
  record Format(String name, BlockKit route, Writer writer, Charset charset, Kind kind) {}

  enum Kind {
    JSON,
    TABLE,
    TEXT,
    XML
  }

  interface Writer {
    String write(List<String> names, List<List<String>> rows, String end);
  }

  /** Each of them anew. */
  static List<Format> all() {
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
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
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
        .mapToObj(i -> part.of(names.get(i), inXml(row.get(i))))
        .collect(Collectors.joining());
  }

  private static String inXml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("\n", "&#10;");
  }
}
