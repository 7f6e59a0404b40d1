package org.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Prints the reference of the blocks from their Kamelets: {@code docs/blocks.md}. */
public final class BlockReference {
  private static final String BEGIN =
      """
      # Blocks

      What routes are made of. Printed from the files in `routes/blocks`: do not edit it; change those and print it anew
      (`java -cp "camel-hub/target/classes:camel-hub/target/lib/*" org.sluice.BlockReference routes/blocks > docs/blocks.md`).

      A route reads an object's bytes by a block that makes records of them, shapes the records, and ends in a sink. Parameters
      are written as below; a value that holds `{`, `:` or `#` stands in quotes, as YAML asks for. A parameter that a block
      does not have, and a value that it cannot take, refuse the route when it is loaded. Lists are parted by commas; a name
      that holds a comma stands in double quotes. Camel asks for two things: a value that holds `&` stands in `RAW(…)`, and two
      closing curly brackets side by side have a blank between them. What becomes of objects that are not what a route expects
      stands in [hostile.md](hostile.md).
      """;

  private BlockReference() {}

  /**
   * @param args the folder of the blocks
   */
  public static void main(String[] args) throws IOException {
    System.out.print(print(Path.of(args.length > 0 ? args[0] : "routes/blocks")));
  }

  /** The whole page. */
  public static String print(Path folder) throws IOException {
    StringBuilder page = new StringBuilder(BEGIN);
    page.append("\n| block | |\n| --- | --- |\n");
    List<Map<?, ?>> kamelets = kamelets(folder);
    for (Map<?, ?> kamelet : kamelets) {
      String name = name(kamelet);
      page.append("| [%s](#%s) | %s |%n".formatted(name, name, definition(kamelet).get("title")));
    }
    kamelets.forEach(kamelet -> block(kamelet, page));
    return page.toString();
  }

  private static List<Map<?, ?>> kamelets(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith(".kamelet.yaml")).sorted().toList();
      // What makes and shapes records comes before what writes them.
      return Stream.of("action", "sink")
          .flatMap(
              kind -> found.stream().filter(file -> file.toString().contains("-" + kind + ".")))
          .<Map<?, ?>>map(BlockReference::load)
          .toList();
    }
  }

  private static Map<?, ?> load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void block(Map<?, ?> kamelet, StringBuilder page) {
    Map<?, ?> definition = definition(kamelet);
    page.append("\n## ").append(name(kamelet)).append("\n");
    page.append(wrapped(String.valueOf(definition.get("description")))).append("\n");
    Map<?, ?> properties = (Map<?, ?>) definition.get("properties");
    if (properties.isEmpty()) {
      page.append("\nIt has no parameters.\n");
      return;
    }
    List<?> required = definition.get("required") instanceof List<?> names ? names : List.of();
    page.append("\n| parameter | type | default | example | |\n| --- | --- | --- | --- | --- |\n");
    properties.forEach(
        (name, said) -> {
          Map<?, ?> property = (Map<?, ?>) said;
          boolean needed = required.contains(name);
          page.append(
              "| `%s` | %s | %s | %s | %s |%n"
                  .formatted(
                      name,
                      property.get("type"),
                      needed ? "must be given" : code(property.get("default")),
                      code(property.get("example")),
                      cell(String.valueOf(property.get("description")))));
        });
    page.append("\n```yaml\n- to:\n    uri: kamelet:").append(name(kamelet)).append("\n");
    if (!required.isEmpty()) {
      page.append("    parameters:\n");
      for (Object name : required) {
        Object example = ((Map<?, ?>) properties.get(name)).get("example");
        page.append("      %s: '%s'%n".formatted(name, String.valueOf(example).replace("'", "''")));
      }
    }
    page.append("```\n");
  }

  private static String name(Map<?, ?> kamelet) {
    return String.valueOf(((Map<?, ?>) kamelet.get("metadata")).get("name"));
  }

  private static Map<?, ?> definition(Map<?, ?> kamelet) {
    return (Map<?, ?>) ((Map<?, ?>) kamelet.get("spec")).get("definition");
  }

  private static String code(Object value) {
    String text = String.valueOf(value);
    return text.isEmpty() ? "" : "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int width = 0;
    for (String word : text.split(" ")) {
      if (width + word.length() > 118) {
        lines.append("\n");
        width = 0;
      }
      lines.append(width == 0 ? "" : " ").append(word);
      width += word.length() + 1;
    }
    return lines.toString();
  }
}
