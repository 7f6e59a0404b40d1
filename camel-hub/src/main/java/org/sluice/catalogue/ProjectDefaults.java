package org.sluice.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.sluice.fault.Nearest;

/** What is true of a project's objects that say nothing else, nor their containers. */
public final class ProjectDefaults {
  /** None of any project. */
  public static final ProjectDefaults NONE = new ProjectDefaults(Map.of());

  private static final Set<String> FIELDS = Set.of("application", "data_processing", "other_data");

  private final Map<String, Map<String, String>> byProject;

  private ProjectDefaults(Map<String, Map<String, String>> byProject) {
    this.byProject = byProject;
  }

  /**
   * @param file JSON: by project, {@code application}, {@code data_processing} and {@code
   *     other_data}; null for none
   * @throws IllegalArgumentException what is wrong with the file
   */
  public static ProjectDefaults of(Path file) {
    if (file == null) {
      return NONE;
    }
    JsonNode json;
    try {
      json = JsonSaying.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (!(json instanceof ObjectNode projects)) {
      throw new IllegalArgumentException(file + " is no JSON object of projects");
    }
    Map<String, Map<String, String>> byProject = new HashMap<>();
    projects
        .fields()
        .forEachRemaining(
            one -> byProject.put(one.getKey(), said(file, one.getKey(), one.getValue())));
    return new ProjectDefaults(byProject);
  }

  private static Map<String, String> said(Path file, String project, JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                    file
                        + ": project '"
                        + project
                        + "' has a field '"
                        + name
                        + "', and may have application, data_processing and other_data"
                        + Nearest.asked(name, FIELDS));
              }
            });
    try {
      return JsonSaying.of(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": project '" + project + "' " + e.getMessage(), e);
    }
  }

  /** As an object's headers would say it. */
  Map<String, String> forProject(String project) {
    return byProject.getOrDefault(project, Map.of());
  }
}
