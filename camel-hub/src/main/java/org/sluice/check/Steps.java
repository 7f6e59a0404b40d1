package org.sluice.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** What may stand in a route, as Camel's own schema of YAML files says it. */
public final class Steps {
  private static final String SCHEMA = "/schema/camelYamlDsl.json";

  private Steps() {}

  /** That schema. */
  public static JsonNode schema() {
    try (InputStream in = Steps.class.getResourceAsStream(SCHEMA)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("The hub's libraries cannot be read", e);
    }
  }

  /** Names of the steps that there are. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>();
    schema()
        .at("/items/definitions/org.apache.camel.model.ProcessorDefinition/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }
}
