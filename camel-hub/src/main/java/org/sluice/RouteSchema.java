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
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.check.BlockText;
import org.sluice.check.LakeParameters;
import org.sluice.check.RouteText;
import org.sluice.check.Steps;
import org.sluice.check.TextCheck;

/**
 * Prints the JSON Schema of route files for editors, {@code config/route.schema.json}: Camel's own,
 * with the parameters of {@code lake:objects} and of the blocks.
 */
public final class RouteSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "/items/definitions/org.apache.camel.model.";
  private static final String FAILOVER = MODEL + "loadbalancer.FailoverLoadBalancerDefinition";
  private static final String SCHEME = "kamelet:";

  /** What the parameters of a block stand under, with its name behind it. */
  private static final String DEFINITION = "org.sluice.block.";

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
    // Camel takes it, and its schema does not say so.
    ((ObjectNode) schema.at(FAILOVER + "/properties"))
        .putObject("inheritErrorHandler")
        .put("type", "boolean");
    ObjectNode definitions = (ObjectNode) schema.at("/items/definitions");
    blocks.forEach(block -> definitions.set(DEFINITION + block.name(), parameters(block)));
    steps(schema, blocks);
    return printed(schema);
  }

  static String printed(ObjectNode schema) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All steps that name a block. */
  private static void steps(ObjectNode schema, List<BlockText> blocks) {
    for (String step : List.of("ToDefinition", "ToDynamicDefinition")) {
      ArrayNode forms = (ArrayNode) schema.at(MODEL + step + "/oneOf");
      address((ObjectNode) forms.get(0), blocks, true);
      object((ObjectNode) forms.get(1), blocks);
    }
    object((ObjectNode) schema.at(MODEL + "WireTapDefinition"), blocks);
    ArrayNode forms = (ArrayNode) schema.at(MODEL + "KameletDefinition/oneOf");
    name((ObjectNode) forms.get(0), blocks, true);
    ObjectNode object = (ObjectNode) forms.get(1);
    name((ObjectNode) object.at("/properties/name"), blocks, false);
    object.set("allOf", cases("name", "", blocks));
  }

  /** A step with the address beside its parameters. */
  private static void object(ObjectNode step, List<BlockText> blocks) {
    address((ObjectNode) step.at("/properties/uri"), blocks, false);
    step.set("allOf", cases("uri", SCHEME, blocks));
  }

  private static ArrayNode cases(String key, String before, List<BlockText> blocks) {
    ArrayNode cases = JSON.createArrayNode();
    for (BlockText block : blocks) {
      ObjectNode parameters = JSON.createObjectNode();
      parameters.put("$ref", "#/items/definitions/" + DEFINITION + block.name());
      ObjectNode when = when(key, before + block.name(), parameters);
      if (!block.required().isEmpty()) {
        ((ObjectNode) when.get("then")).putArray("required").add("parameters");
      }
      cases.add(when);
    }
    return cases;
  }

  /** Any address but that of a block that there is not. */
  private static void address(ObjectNode of, List<BlockText> blocks, boolean alone) {
    names(of, SCHEME, blocks, alone);
    of.put(
        "pattern",
        "^(?!" + SCHEME + ")|^" + SCHEME + "(//)?((source|sink)([/?].*)?$|" + named(blocks, alone));
  }

  private static void name(ObjectNode of, List<BlockText> blocks, boolean alone) {
    names(of, "", blocks, alone);
    of.put("pattern", "^(" + named(blocks, alone));
  }

  /**
   * @param alone whether no parameters stand beside it: then what a block needs stands in it
   */
  private static void names(ObjectNode of, String before, List<BlockText> blocks, boolean alone) {
    examples(
        of,
        blocks.stream()
            .filter(block -> !alone || block.required().isEmpty())
            .map(block -> before + block.name())
            .toList());
    of.put(
        "patternErrorMessage",
        "There is no such block in routes/blocks"
            + (alone ? ", or it needs parameters: to: {uri: …, parameters: …}" : ""));
  }

  /** What comes of placeholders is not known here. */
  private static String named(List<BlockText> blocks, boolean alone) {
    String may = joined(blocks, block -> !alone || block.required().isEmpty());
    String must = joined(blocks, block -> alone && !block.required().isEmpty());
    return "[^?]*[{$].*|(%s)([/?].*)?$%s)"
        .formatted(may, must.isEmpty() ? "" : "|(" + must + ")(/[^?]*)?\\?");
  }

  private static String joined(List<BlockText> blocks, Predicate<BlockText> which) {
    return blocks.stream().filter(which).map(BlockText::name).collect(Collectors.joining("|"));
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
    return when("uri", "lake:objects", parameters);
  }

  private static ObjectNode parameters(BlockText block) {
    ObjectNode parameters = parameters();
    ObjectNode properties = parameters.putObject("properties");
    block.parameters().forEach((name, one) -> properties.set(name, parameter(one)));
    parameters
        .putObject("patternProperties")
        .putObject("^(" + String.join("|", new TreeSet<>(TextCheck.OF_CAMEL)) + ")$");
    ArrayNode required = JSON.createArrayNode();
    block.required().forEach(required::add);
    parameters.set("required", required);
    parameters.put("title", block.title());
    parameters.put("description", block.description());
    return parameters;
  }

  private static ObjectNode parameters() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  /** These parameters where that key has that value. */
  private static ObjectNode when(String key, String value, ObjectNode parameters) {
    ObjectNode when = JSON.createObjectNode();
    ObjectNode is = when.putObject("if");
    is.putObject("properties").putObject(key).put("const", value);
    is.putArray("required").add(key);
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
    if (!one.values().isEmpty()) {
      ArrayNode forms = parameter.putArray("anyOf");
      ArrayNode values = forms.addObject().putArray("enum");
      one.values().forEach(values::add);
      forms.addObject().put("type", "string").put("pattern", "\\{\\{");
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
