package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.check.LakeParameters;
import org.sluice.dispatch.LakeComponent;
import org.sluice.routes.RouteFiles;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What editors are told of route files is what the lake takes. */
class RouteSchemaTest {
  private static final String SCHEMA = RouteSchema.print(RouteFiles.folder());
  private static final JsonSchema CHECK =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(SCHEMA);

  private static Set<ValidationMessage> complaints(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return CHECK.validate(new ObjectMapper().valueToTree(read));
  }

  private static String route(String from, String step) {
    return """
    - route:
        id: a
        from:
          uri: lake:objects
          parameters: {%s}
          steps:
            - to: {%s}
    """
        .formatted(from, step);
  }

  @Test
  void theFileIsMadeOfTheBlocksAsTheyAre() throws IOException {
    Path file = RouteFiles.folder().resolveSibling("config/route.schema.json");
    assertTrue(
        Files.exists(file) && SCHEMA.equals(Files.readString(file)),
        "Blocks or Camel have changed. In the checkout: java -cp"
            + " \"camel-hub/target/classes:camel-hub/target/lib/*\" org.sluice.RouteSchema routes"
            + " > config/route.schema.json");
  }

  @Test
  void theShippedRoutesFit() throws IOException {
    for (Path file : RouteFiles.routes()) {
      if (file.toString().endsWith(".yaml")) {
        assertEquals(Set.of(), complaints(Files.readString(file)), file.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "project: p | uri: kamelet:documents-sink, parameters: {collection: a} | true",
        "meta.room: 4 | uri: kamelet:documents-sink | true",
        "minSize: '{{least}}' | uri: 'log:x' | true",
        "contnetType: p | uri: kamelet:documents-sink | false",
        "project: p | uri: kamelet:documents-sink, parameters: {colection: a} | false",
        "project: p | uri: kamelet:http-enrich-action | false",
        "project: p | uri: kamelet:json-records-action, parameters: {maxBytes: true} | false",
        "project: p | uri: kamelet:json-records-action, parameters: {flat: 'yes'} | true",
        "project: p | uri: kamelet:json-records-action, parameters: {flat: '{{flat}}'} | true",
        "project: p | uri: kamelet:json-records-action, parameters: {flat: maybe} | false",
        "project: p | uri: kamelet:json-records-action, parameters: {routeId: x} | true",
      })
  void parametersAreKnown(String from, String step, boolean well) {
    assertEquals(well, complaints(route(from, step)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "to: kamelet:documents-sink | true",
        "to: 'kamelet:documents-sink?collection=a' | true",
        "to: 'kamelet:documents-sink/at-the-end?collection=a' | true",
        "to: 'kamelet://documents-sink' | true",
        "to: 'kamelet:{{sink}}' | true",
        "to: kamelet:documents-snik | false",
        "to: kamelet:documents-sinks | false",
        "to: 'kamelet:documents-snik?collection=a' | false",
        "to: 'kamelet:points-action?measurement=a' | true",
        "to: kamelet:points-action | false",
        "to: 'log:x?showAll=true' | true",
        "to: direct:kamelet:x | true",
        "to: {uri: 'kamelet:documents-sink?collection=a'} | true",
        "to: {uri: kamelet:documents-snik} | false",
        "to: {uri: kamelet:points-action, parameters: {}} | false",
        "to: {uri: 'kafka:a', parameters: {brokers: b}} | true",
        "toD: 'kamelet:${header.sink}' | true",
        "toD: kamelet:documents-snik | false",
        "toD: {uri: kamelet:documents-sink, parameters: {colection: a}} | false",
        "wireTap: {uri: kamelet:documents-sink} | true",
        "wireTap: {uri: kamelet:documents-snik} | false",
        "kamelet: documents-sink | true",
        "kamelet: documents-snik | false",
        "kamelet: {name: documents-sink, parameters: {collection: a}} | true",
        "kamelet: {name: documents-sink, parameters: {colection: a}} | false",
        "kamelet: {name: points-action} | false",
      })
  void blocksAreKnownWhereverAStepNamesThem(String step, boolean well) {
    String route = "- route: {id: a, from: {uri: 'lake:objects', steps: [{%s}]}}";
    assertEquals(well, complaints(route.formatted(step)).isEmpty());
  }

  @Test
  void stepsAreCamels() {
    String known = "- route: {id: a, from: {uri: 'lake:objects', steps: [{%s: {}}]}}";
    assertTrue(complaints(known.formatted("stop")).isEmpty());
    assertFalse(complaints(known.formatted("stpo")).isEmpty());
  }

  @Test
  void everyParameterOfTheLakeIsDescribed() {
    assertEquals(LakeComponent.PARAMETERS, List.copyOf(LakeParameters.ALL.keySet()));
  }
}
