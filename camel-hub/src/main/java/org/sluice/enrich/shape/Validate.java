package org.sluice.enrich.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.RouteFile;
import org.sluice.fault.JsonWords;

/**
 * {@code validate}: refuses records that a JSON Schema does not permit (draft 2020-12, or the one
 * that the schema names). Nothing is fetched for it.
 */
public final class Validate extends ShapeBlock {
  private static final int SHOWN = 3;

  private final JsonSchema schema;

  public Validate(BlockParameters parameters) {
    RouteFile file = parameters.file("schema");
    if (file == null) {
      throw new IllegalArgumentException("parameter 'schema' is missing");
    }
    schema = parameters.said("schema", () -> schema(file));
  }

  private static JsonSchema schema(RouteFile file) {
    try {
      JsonNode json = new ObjectMapper().readTree(file.content());
      SpecVersion.VersionFlag version =
          json.has("$schema")
              ? SpecVersion.VersionFlag.fromId(json.get("$schema").asText().replaceFirst("#$", ""))
                  .or(() -> SpecVersion.VersionFlag.fromId(json.get("$schema").asText()))
                  .orElseThrow(() -> new IllegalArgumentException("names an unknown $schema"))
              : SpecVersion.VersionFlag.V202012;
      JsonSchema schema =
          JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(version))
              .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
              .build()
              .getSchema(json);
      schema.initializeValidators();
      return schema;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "'%s' is no JSON: line %d: %s"
              .formatted(file.name(), e.getLocation().getLineNr(), JsonWords.reason(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "'" + file.name() + "' is no schema: " + e.getMessage(), e);
    }
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    Set<ValidationMessage> wrong = schema.validate(Nodes.of(record));
    if (!wrong.isEmpty()) {
      String said =
          wrong.stream()
              .map(each -> Fields.shown(each.getMessage()))
              .sorted()
              .limit(SHOWN)
              .collect(Collectors.joining("; "));
      throw new IllegalArgumentException(
          "is not what the schema permits: "
              + said
              + (wrong.size() > SHOWN ? " and " + (wrong.size() - SHOWN) + " more" : ""));
    }
    out.accept(record);
  }
}
