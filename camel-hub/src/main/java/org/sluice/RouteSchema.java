package org.sluice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.check.BlockText;
import org.sluice.check.LakeParameters;
import org.sluice.check.RouteText;
import org.sluice.check.Steps;

/**
 * Prints the JSON Schema of route files for editors, {@code config/route.schema.json}: Camel's own,
 * with the parameters of {@code lake:objects} and of the blocks.
 */
public final class RouteSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "/items/definitions/org.apache.camel.model.";

  private RouteSchema() {}

  /**
   * @param args the folder of routes
   */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: org.sluice.RouteSchema ROUTES");
      System.exit(2);
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(print(Path.of(args[0])));
  }

  static String print(Path routes) {
    List<BlockText> blocks = blocks(routes.resolve("blocks"));
    ObjectNode schema = (ObjectNode) Steps.schema();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Routes of Sluice");
    ObjectNode from = (ObjectNode) schema.at(MODEL + "FromDefinition");
    examples((ObjectNode) from.at("/properties/uri"), List.of("lake:objects"));
    from.putArray("allOf").add(lake());
    ArrayNode to = (ArrayNode) schema.at(MODEL + "ToDefinition/oneOf");
    List<String> addresses = blocks.stream().map(block -> "kamelet:" + block.name()).toList();
    examples((ObjectNode) to.get(0), addresses);
    ObjectNode object = (ObjectNode) to.get(1);
    examples((ObjectNode) object.at("/properties/uri"), addresses);
    ArrayNode cases = object.putArray("allOf");
    blocks.forEach(block -> cases.add(block(block)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<BlockText> blocks(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(BlockText.ENDING))
          .sorted()
          .map(RouteSchema::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Blocks cannot be read: " + folder, e);
    }
  }

  private static BlockText read(Path file) {
    try {
      return BlockText.of(RouteText.of(file.toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("A block cannot be read: " + file, e);
    }
  }

  private static ObjectNode lake() {
    ObjectNode parameters = parameters();
    ObjectNode properties = parameters.putObject("properties");
    LakeParameters.ALL.forEach((name, one) -> properties.set(name, parameter(one)));
    parameters
        .putObject("patternProperties")
        .putObject("^meta\\.")
        .put("description", LakeParameters.META);
    return when("lake:objects", parameters);
  }

  private static ObjectNode block(BlockText block) {
    ObjectNode parameters = parameters();
    ObjectNode properties = parameters.putObject("properties");
    block.parameters().forEach((name, one) -> properties.set(name, parameter(one)));
    ArrayNode required = JSON.createArrayNode();
    block.required().forEach(required::add);
    parameters.set("required", required);
    parameters.put("description", block.description());
    ObjectNode when = when("kamelet:" + block.name(), parameters);
    if (!block.required().isEmpty()) {
      ((ObjectNode) when.get("then")).putArray("required").add("parameters");
    }
    return when;
  }

  private static ObjectNode parameters() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  /** These parameters where the address is that. */
  private static ObjectNode when(String uri, ObjectNode parameters) {
    ObjectNode when = JSON.createObjectNode();
    ObjectNode is = when.putObject("if");
    is.putObject("properties").putObject("uri").put("const", uri);
    is.putArray("required").add("uri");
    when.putObject("then").putObject("properties").set("parameters", parameters);
    return when;
  }

  private static ObjectNode parameter(BlockText.Parameter one) {
    ObjectNode parameter = JSON.createObjectNode();
    if (one.title() != null) {
      parameter.put("title", one.title());
    }
    parameter.put("description", one.description());
    if (one.type() != null && !one.type().equals("string")) {
      // A placeholder or a text in quotes will do as well.
      parameter.putArray("type").add(one.type()).add("string");
    }
    if (one.byDefault() != null && !one.byDefault().isEmpty()) {
      parameter.put("default", one.byDefault());
    }
    if (one.example() != null) {
      examples(parameter, List.of(one.example()));
    }
    return parameter;
  }

  private static void examples(ObjectNode of, List<String> examples) {
    ArrayNode all = of.putArray("examples");
    examples.forEach(all::add);
  }
}
