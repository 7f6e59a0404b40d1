package org.sluice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.sluice.check.Steps;
import org.sluice.check.TextCheck;

/**
 * Prints the JSON Schema of blocks for editors, {@code config/block.schema.json}. A block's steps
 * are those of routes: it refers to the schema of these, which lies beside it.
 */
public final class BlockSchema {
  private static final String STEPS = "route.schema.json#/items/definitions/";
  private static final String MODEL = "org.apache.camel.model.";

  private static final String FRAME =
      """
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Blocks of Sluice",
        "type": "object",
        "additionalProperties": false,
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "properties": {
          "apiVersion": {"const": "camel.apache.org/v1"},
          "kind": {"const": "Kamelet"},
          "metadata": {
            "type": "object",
            "additionalProperties": false,
            "required": ["name"],
            "properties": {
              "name": {
                "type": "string",
                "description": "What routes call the block by: the file is called NAME.kamelet.yaml. It ends in -action or, where the block writes to a store, in -sink.",
                "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?-(action|sink)$",
                "patternErrorMessage": "A block's name is of small letters, digits and hyphens, and ends in -action or -sink"
              },
              "labels": {
                "type": "object",
                "properties": {
                  "camel.apache.org/kamelet.type": {"enum": ["action", "sink"]}
                },
                "additionalProperties": {"type": "string"}
              },
              "annotations": {"type": "object", "additionalProperties": {"type": "string"}}
            }
          },
          "spec": {
            "type": "object",
            "additionalProperties": false,
            "required": ["definition", "template"],
            "properties": {
              "definition": {
                "type": "object",
                "additionalProperties": false,
                "required": ["title", "description", "properties"],
                "properties": {
                  "title": {"type": "string", "description": "What the block is, in some words."},
                  "description": {"type": "string", "description": "What it does, and what it refuses."},
                  "type": {"const": "object"},
                  "required": {
                    "type": "array",
                    "description": "Names of the parameters that must be given.",
                    "items": {"type": "string"},
                    "uniqueItems": true
                  },
                  "properties": {
                    "type": "object",
                    "description": "The parameters, by name. A step below has the value of one as {{name}}.",
                    "propertyNames": {},
                    "additionalProperties": {"$ref": "#/definitions/parameter"}
                  }
                }
              },
              "dependencies": {
                "type": "array",
                "description": "Not looked at: what a component needs stands in lib/.",
                "items": {"type": "string"}
              },
              "template": {
                "type": "object",
                "additionalProperties": false,
                "oneOf": [{"required": ["from"]}, {"required": ["route"]}],
                "properties": {
                  "beans": {"type": "array", "items": {}},
                  "from": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["uri", "steps"],
                    "properties": {
                      "uri": {"const": "kamelet:source"},
                      "id": {"type": "string"},
                      "description": {"type": "string"},
                      "steps": {"type": "array", "items": {}}
                    }
                  },
                  "route": {}
                }
              }
            }
          }
        },
        "definitions": {
          "parameter": {
            "type": "object",
            "additionalProperties": false,
            "required": ["description", "type"],
            "properties": {
              "title": {"type": "string", "description": "What the parameter is, in some words."},
              "description": {"type": "string", "description": "What it does, and what it may be."},
              "type": {"enum": ["string", "integer", "number", "boolean"]},
              "default": {
                "type": ["string", "number", "boolean"],
                "description": "What it is where a route does not give it."
              },
              "example": {"type": ["string", "number", "boolean"]},
              "enum": {
                "type": "array",
                "description": "All that it may be, where that is few.",
                "items": {"type": ["string", "number", "boolean"]},
                "minItems": 1
              },
              "format": {"type": "string"},
              "pattern": {"type": "string"},
              "x-descriptors": {"type": "array", "items": {"type": "string"}}
            }
          }
        }
      }
      """;

  private BlockSchema() {}

  /**
   * @param args none
   */
  public static void main(String[] args) {
    if (args.length != 0) {
      System.err.println("usage: org.sluice.BlockSchema");
      System.exit(2);
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(print());
  }

  static String print() {
    ObjectNode schema;
    try {
      schema = (ObjectNode) new ObjectMapper().readTree(FRAME);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    String spec = "/properties/spec/properties";
    ObjectNode names =
        (ObjectNode) schema.at(spec + "/definition/properties/properties/propertyNames");
    names.put("pattern", "^[A-Za-z][A-Za-z0-9_-]*$");
    // Camel would keep the value of such a one for itself.
    ArrayNode taken = names.putObject("not").putArray("enum");
    new TreeSet<>(TextCheck.OF_CAMEL).forEach(taken::add);
    String template = spec + "/template/properties";
    refer(schema, template + "/beans/items", "BeanFactoryDefinition");
    refer(schema, template + "/from/properties/steps/items", "ProcessorDefinition");
    refer(schema, template + "/route", "RouteDefinition");
    return RouteSchema.printed(schema);
  }

  private static void refer(ObjectNode schema, String from, String to) {
    if (Steps.schema().at("/items/definitions/" + MODEL + to).isMissingNode()) {
      throw new IllegalStateException("Camel's schema has no " + to + " any more");
    }
    ((ObjectNode) schema.at(from)).put("$ref", STEPS + MODEL + to);
  }
}
