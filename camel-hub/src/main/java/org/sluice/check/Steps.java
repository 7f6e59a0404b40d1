package org.sluice.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What may stand in a route, as Camel's own schema of YAML files says it. */
public final class Steps {
  private static final String SCHEMA = "/schema/camelYamlDsl.json";
  private static final String PROCESSORS =
      "/items/definitions/org.apache.camel.model.ProcessorDefinition/properties";

  private Steps() {}

  /** What each file is held against: the schema is large, and read once for it. */
  private static final class Known {
    private static final Set<String> NAMES;
    private static final Set<String> TOPS;

    static {
      JsonNode schema = schema();
      NAMES = Collections.unmodifiableSet(new TreeSet<>(fields(schema.at(PROCESSORS))));
      TOPS = Collections.unmodifiableSet(new TreeSet<>(fields(schema.at("/items/properties"))));
    }
  }

  /** That schema. */
  public static JsonNode schema() {
    try (InputStream in = Steps.class.getResourceAsStream(SCHEMA)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("The hub's libraries cannot be read", e);
    }
  }

  /** What may stand at the top of a file. */
  static Set<String> tops() {
    return Known.TOPS;
  }

  /**
   * What may stand below a step, or below {@code route} or {@code from}; empty where that is not
   * known.
   */
  public static Set<String> below(String step) {
    JsonNode schema = schema();
    JsonNode known = schema.at(PROCESSORS + "/" + step);
    if (known.isMissingNode()) {
      known = schema.at("/items/properties/" + step);
    }
    Set<String> names = new TreeSet<>();
    collect(schema, known, names);
    return names;
  }

  /** Also of what stands for it, and of each of several forms. */
  private static void collect(JsonNode schema, JsonNode node, Set<String> names) {
    if (node.has("$ref")) {
      collect(schema, schema.at(node.get("$ref").asText().substring(1)), names);
    }
    names.addAll(fields(node.path("properties")));
    node.path("oneOf").forEach(one -> collect(schema, one, names));
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Names of the steps that there are. */
  public static Set<String> names() {
    return Known.NAMES;
  }
}
