package org.sluice.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML with the places of all that is in it. */
final class YamlParts {
  private static final Part NOTHING = new Part("", null, List.of(), Place.NONE, Place.NONE);

  private YamlParts() {}

  static Part of(String text) throws SyntaxException {
    try {
      Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
      return root.isPresent() ? part("", Place.NONE, root.get()) : NOTHING;
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      String what = e.getContext() == null ? "" : e.getContext() + ", ";
      throw new SyntaxException(place(mark), "This is no YAML: " + what + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SyntaxException(Place.NONE, "This is no YAML: " + e.getMessage());
    }
  }

  private static Part part(String key, Place place, Node node) {
    Place at = place(node.getStartMark().orElse(null));
    if (node instanceof ScalarNode scalar) {
      return new Part(key, scalar.getValue(), List.of(), place, at);
    }
    List<Part> parts = new ArrayList<>();
    collect(node, parts);
    return new Part(key, null, parts, place, at);
  }

  private static void collect(Node node, List<Part> parts) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          Place place = place(key.getStartMark().orElse(null));
          parts.add(part(key.getValue(), place, entry.getValueNode()));
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode) {
          parts.add(part("", place(item.getStartMark().orElse(null)), item));
        } else {
          collect(item, parts);
        }
      }
    }
  }

  private static Place place(Mark mark) {
    return mark == null ? Place.NONE : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
