package org.sluice.routes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * One folder {@code examples/CASE}. {@code input.*} holds the object's bytes. {@code object.json},
 * where it is there, says what is not usual: {@code name}, {@code project}, {@code content_type},
 * {@code swift_id}, {@code other_data}, and {@code http}, the answers of the service at {@code
 * rooms.url} by path, each a JSON object or a status; without {@code http} the service is down.
 */
record Example(Path folder, Path input, Map<String, Object> said) {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  static Example of(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Path input =
          files
              .filter(file -> file.getFileName().toString().startsWith("input."))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(folder + " has no input.*"));
      Path object = folder.resolve("object.json");
      return new Example(
          folder, input, Files.exists(object) ? JSON.readValue(object.toFile(), MAP) : Map.of());
    } catch (IOException e) {
      throw new IllegalStateException(folder + ": " + e.getMessage(), e);
    }
  }

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  String route() {
    return folder.getParent().getParent().getFileName().toString();
  }

  Path expected() {
    return folder.resolve("expected.json");
  }

  LakeObject object() throws IOException {
    String name = text("name", input.getFileName().toString());
    String project = text("project", "neocampus");
    return new LakeObject(
        new ObjectKey("AUTH_lake", project, name),
        project,
        "1795464363.77499",
        "5QK2M7AAAAAAAAAAAAAAAAAAAAAAAAAA",
        text("swift_id", "42"),
        name,
        text("content_type", "application/json"),
        Files.size(input),
        null,
        "campus:alice",
        "",
        "default",
        map("other_data"),
        Map.of(),
        null);
  }

  /** Answers of the service behind {@code rooms.url}, by path; without any, it is down. */
  Map<String, Object> http() {
    return map("http");
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> map(String name) {
    return (Map<String, Object>) said.getOrDefault(name, Map.of());
  }

  private String text(String name, String otherwise) {
    return String.valueOf(said.getOrDefault(name, otherwise));
  }
}
