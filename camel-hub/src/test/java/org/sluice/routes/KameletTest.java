package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.BlockReference;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Kamelet is all that an integrator reads of a block: what it says has to be so. */
class KameletTest {
  private static final Pattern USED = Pattern.compile("\\{\\{([A-Za-z]+)}}");
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b(java|javax|org|com|io|net)\\.[a-z]\\w*(\\.\\w+)+");

  static List<Path> kamelets() {
    return RouteFiles.kamelets();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyParameterIsDocumented(Path file) throws IOException {
    properties(file)
        .forEach(
            (name, property) -> {
              for (String said : List.of("title", "description", "type", "default", "example")) {
                assertTrue(property.containsKey(said), file + ": " + name + " has no " + said);
              }
              for (String said : List.of("title", "description", "example")) {
                assertFalse(String.valueOf(property.get(said)).isBlank(), file + ": " + name);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyBlockSaysWhatItDoes(Path file) throws IOException {
    for (String said : List.of("title", "description")) {
      Object text = at(load(file), "spec", "definition", said);
      assertTrue(text instanceof String there && !there.isBlank(), file + " has no " + said);
    }
  }

  @Test
  void theReferenceIsWhatTheBlocksSay() throws IOException {
    Path page = RouteFiles.folder().resolveSibling("docs/blocks.md");
    assertEquals(
        BlockReference.print(RouteFiles.folder().resolve("blocks")),
        Files.exists(page) ? Files.readString(page) : "",
        "docs/blocks.md is not what the blocks say; print it anew: java -cp"
            + " \"camel-hub/target/classes:camel-hub/target/lib/*\" org.sluice.BlockReference"
            + " routes/blocks > docs/blocks.md");
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyDocumentedParameterIsUsedAndEveryUsedOneDocumented(Path file) throws IOException {
    TreeSet<String> used = new TreeSet<>();
    String text = Files.readString(file);
    Matcher matcher = USED.matcher(text.substring(text.indexOf("template:")));
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    assertEquals(new TreeSet<>(properties(file).keySet()), used, file.toString());
  }

  /** Camel takes these for itself, and the Kamelet never sees them. */
  @ParameterizedTest
  @MethodSource("kamelets")
  void noParameterIsCalledLikeAnOptionOfCamel(Path file) throws IOException {
    for (String taken : List.of("timeout", "block", "location", "noErrorHandler", "routeId")) {
      assertFalse(properties(file).containsKey(taken), file + ": " + taken);
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void aFileIsNamedLikeItsBlock(Path file) throws IOException {
    Object name = at(load(file), "metadata", "name");
    assertEquals(name + ".kamelet.yaml", file.getFileName().toString());
    Object type = at(load(file), "metadata", "labels", "camel.apache.org/kamelet.type");
    assertTrue(name.toString().endsWith("-" + type), name + " is of type " + type);
  }

  @Test
  void noRouteAndNoBlockNamesAClass() throws IOException {
    for (Path file :
        Stream.concat(RouteFiles.kamelets().stream(), RouteFiles.routes().stream()).toList()) {
      for (String line : Files.readAllLines(file)) {
        String bare = line.replaceAll("https?://\\S+", "").replace("camel.apache.org/", "");
        assertFalse(CLASS_NAME.matcher(bare).find(), file + ": " + line);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> properties(Path file) throws IOException {
    return (Map<String, Map<String, Object>>) at(load(file), "spec", "definition", "properties");
  }

  private static Object at(Object yaml, String... path) {
    for (String key : path) {
      yaml = ((Map<?, ?>) yaml).get(key);
    }
    return yaml;
  }

  private static Object load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    }
  }
}
