package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.routes.RouteFiles;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What editors are told of blocks is what the lake takes. */
class BlockSchemaTest {
  private static final Path FILE =
      RouteFiles.folder().resolveSibling("config/block.schema.json").toAbsolutePath().normalize();

  /** From its place: it refers to the schema of routes beside it. */
  private static final JsonSchema CHECK =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(SchemaLocation.of(FILE.toUri().toString()));

  private static final String BLOCK =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: upper-action
        labels:
          camel.apache.org/kamelet.type: action
      spec:
        definition:
          title: Upper case
          description: Makes a field upper case.
          type: object
          required: [field]
          properties:
            field:
              title: Field
              description: Its name.
              type: string
              default: ""
              enum: [name, street]
              example: name
        template:
          from:
            uri: kamelet:source
            steps:
              - setProperty:
                  name: field
                  constant: "{{field}}"
              - to: kamelet:sink
      """;

  private static Set<ValidationMessage> complaints(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return CHECK.validate(new ObjectMapper().valueToTree(read));
  }

  @Test
  void theFileIsAsItIsPrinted() throws IOException {
    assertTrue(
        Files.exists(FILE) && BlockSchema.print().equals(Files.readString(FILE)),
        "In the checkout: java -cp \"camel-hub/target/classes:camel-hub/target/lib/*\""
            + " org.sluice.BlockSchema > config/block.schema.json");
  }

  @Test
  void theShippedBlocksFit() throws IOException {
    for (Path file : RouteFiles.kamelets()) {
      assertEquals(Set.of(), complaints(Files.readString(file)), file.toString());
    }
    assertEquals(Set.of(), complaints(BLOCK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Kamelet | kind: Kamlet",
        "name: upper-action | name: upper",
        "title: Upper case | titel: Upper case",
        "properties: | propertys:",
        "            type: string | ''",
        "description: Its name. | ''",
        "type: string | type: text",
        "default: | defualt:",
        "field: | timeout:",
        "uri: kamelet:source | uri: lake:objects",
        "steps: | step:",
        "setProperty: | setProprety:",
        "constant: | constnat:",
        "to: kamelet:sink | to: kamelet:upper-cation",
      })
  void whatIsWrittenWrongIsFound(String right, String wrong) {
    String block = BLOCK.replaceFirst("(?m)^(.*)" + right.strip() + "(.*)$", "$1" + wrong + "$2");
    assertNotEquals(BLOCK, block);
    assertNotEquals(Set.of(), complaints(block));
  }
}
