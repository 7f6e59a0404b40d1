package org.sluice.trial;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sluice.event.ContentTypes;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.fault.JsonWords;
import org.sluice.fault.Nearest;

/**
 * One folder {@code ROUTE/examples/CASE}. {@code input.*} holds the object's bytes. {@code
 * object.json}, where it is there, says what is not usual: {@code name}, {@code project}, {@code
 * container}, {@code account}, {@code version}, {@code content_type} (else what the bytes say),
 * {@code swift_id}, {@code user}, {@code application}, {@code user_meta}, {@code other_data};
 * {@code route}, where the folder's file has several; and {@code http}, what services answer by
 * path, each a JSON body or a status; without {@code http} they are down.
 *
 * @param wrong what keeps it from being run; null where nothing does
 */
public record Example(Path folder, Path input, Map<String, Object> said, String wrong) {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPrettyPrinter(printer())
          .registerModule(moments());

  /** Reads decimals as they stand there, and not as the nearest double. */
  static final ObjectReader EXACT =
      JSON.reader().forType(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final String PROJECT = "neocampus";

  /** What an {@code object.json} may say. */
  private static final List<String> KEYS =
      List.of(
          "name",
          "project",
          "content_type",
          "user",
          "application",
          "data_processing",
          "user_meta",
          "other_data",
          "http",
          "route",
          "account",
          "container",
          "version",
          "swift_id",
          "original_name");

  /** A line an item, as most write JSON: two versions then differ in few lines. */
  private static PrettyPrinter printer() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    return printer;
  }

  /** Times as ISO 8601, whatever kind of time a block or sink makes of them. */
  private static SimpleModule moments() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Temporal.class, ToStringSerializer.instance);
    module.addSerializer(
        Date.class,
        new StdSerializer<>(Date.class) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(Date date, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(date.toInstant().toString());
          }
        });
    return module;
  }

  /** All examples below a folder of routes, in order. */
  public static List<Example> all(Path routes) {
    try (Stream<Path> paths = Files.walk(routes, 3)) {
      return paths
          .filter(path -> path.getParent().getFileName().toString().equals("examples"))
          .filter(Files::isDirectory)
          .sorted()
          .map(Example::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Example of(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> inputs =
          files
              .filter(file -> file.getFileName().toString().startsWith("input."))
              .sorted()
              .toList();
      if (inputs.size() > 1) {
        return new Example(folder, null, Map.of(), several(inputs));
      }
      Path input = inputs.isEmpty() ? null : inputs.get(0);
      Path object = folder.resolve("object.json");
      Map<String, Object> said =
          Files.exists(object) ? JSON.readValue(object.toFile(), MAP) : Map.of();
      return said == null
          ? new Example(folder, input, Map.of(), "object.json cannot be read: it says null")
          : new Example(folder, input, said, unknown(said));
    } catch (IOException e) {
      return new Example(
          folder, null, Map.of(), "object.json cannot be read: " + JsonWords.placed(e));
    }
  }

  private static String several(List<Path> inputs) {
    return "One example is of one object, and here are "
        + inputs.stream().map(one -> one.getFileName().toString()).collect(joining(" and "))
        + ". Put each into a folder of its own.";
  }

  private static String unknown(Map<String, Object> said) {
    return said.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .sorted()
        .map(key -> "'" + key + "'" + meant(key))
        .reduce((one, other) -> one + " " + other)
        .map(keys -> "object.json says what nobody asks for: " + keys)
        .orElse(null);
  }

  private static String meant(String key) {
    String asked = Nearest.asked(key, KEYS);
    return asked.isEmpty() ? "; there are: " + String.join(", ", KEYS) + "." : asked;
  }

  /**
   * What an {@code object.json} says.
   *
   * @throws UsageException when the text is no JSON object
   */
  static Map<String, Object> said(String json) {
    try {
      return JSON.readValue(json, MAP);
    } catch (JsonProcessingException e) {
      throw new UsageException("This is no JSON object: " + json);
    }
  }

  /** Indented, with sorted keys; through a tree, so that {@link Digits} are alike. */
  static String pretty(Object value) {
    try {
      Object tree = EXACT.readValue(JSON.writeValueAsString(value));
      return JSON.writeValueAsString(Digits.alike(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Name of the folder of the route that it is of. */
  public String route() {
    return folder.getParent().getParent().getFileName().toString();
  }

  public String name() {
    return folder.getFileName().toString();
  }

  Path expected() {
    return folder.resolve(Expectation.WRITTEN);
  }

  Path expectedError() {
    return folder.resolve(Expectation.ERROR);
  }

  /**
   * @param selected project that the route takes from; null for any
   */
  public LakeObject object(String selected) throws IOException {
    return object(said, input, selected == null ? PROJECT : selected);
  }

  /** An object as {@code object.json} has it, its content being a file. */
  static LakeObject object(Map<String, Object> said, Path input, String otherwiseProject)
      throws IOException {
    String name = text(said, "name", input.getFileName().toString());
    String project = text(said, "project", otherwiseProject);
    return new LakeObject(
        new ObjectKey(text(said, "account", "AUTH_lake"), text(said, "container", project), name),
        project,
        text(said, "version", "1795464363.77499"),
        "5QK2M7AAAAAAAAAAAAAAAAAAAAAAAAAA",
        text(said, "swift_id", "42"),
        text(said, "original_name", name),
        said.containsKey("content_type") ? text(said, "content_type", "") : type(input, name),
        Files.size(input),
        null,
        text(said, "user", "campus:alice"),
        text(said, "application", ""),
        text(said, "data_processing", "default"),
        map(said, "other_data"),
        userMeta(said),
        null);
  }

  private static String type(Path input, String name) throws IOException {
    try (InputStream in = Files.newInputStream(input)) {
      return ContentTypes.of(in.readNBytes(ContentTypes.LOOKED_AT), name);
    }
  }

  /** Answers of services by path; null where they are down. */
  public Map<String, Object> http() {
    return http(said);
  }

  static Map<String, Object> http(Map<String, Object> said) {
    return said.containsKey("http") ? map(said, "http") : null;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> said, String name) {
    return said.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static Map<String, String> userMeta(Map<String, Object> said) {
    Map<String, String> meta = new TreeMap<>();
    map(said, "user_meta").forEach((name, value) -> meta.put(name, String.valueOf(value)));
    return meta;
  }

  private static String text(Map<String, Object> said, String name, String otherwise) {
    return String.valueOf(said.getOrDefault(name, otherwise));
  }
}
