package org.sluice.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();
  private static final Part NOTHING = new Part("", null, List.of(), Place.NONE, Place.NONE);

  private YamlParts() {}

  static Part of(String text) throws SyntaxException {
    try {
      YamlBounds.check(text, SETTINGS);
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      return root.isPresent() ? part("", Place.NONE, root.get()) : NOTHING;
    } catch (MarkedYamlEngineException e) {
      Mark mark = mark(e);
      String what = e.getContext() == null ? "" : e.getContext() + ", ";
      throw new SyntaxException(place(mark), "This is no YAML: " + what + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SyntaxException(Place.NONE, "This is no YAML: " + e.getMessage());
    }
  }

  /** Of what is never closed, where it begins: that it is not shows lines behind only. */
  private static Mark mark(MarkedYamlEngineException e) {
    Optional<Mark> problem = e.getProblemMark();
    Optional<Mark> begin = e.getContextMark();
    boolean apart =
        begin.isPresent() && problem.isPresent() && begin.get().getLine() < problem.get().getLine();
    boolean flow = apart && e.getContext() != null && e.getContext().contains("parsing a flow");
    boolean end =
        e.getProblem() != null
            && e.getProblem().matches("(?s).*(unexpected end of stream|got <stream end>).*");
    return (flow || end ? begin.or(() -> problem) : problem.or(() -> begin)).orElse(null);
  }

  private static Part part(String key, Place place, Node node) throws SyntaxException {
    Place at = place(node.getStartMark().orElse(null));
    if (node instanceof ScalarNode scalar) {
      return new Part(key, scalar.getValue(), List.of(), place, at);
    }
    List<Part> parts = new ArrayList<>();
    collect(node, parts);
    return new Part(key, null, parts, place, at);
  }

  private static void collect(Node node, List<Part> parts) throws SyntaxException {
    if (node instanceof MappingNode mapping) {
      Map<String, Place> seen = new HashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          Place place = place(key.getStartMark().orElse(null));
          Place first = seen.putIfAbsent(key.getValue(), place);
          if (first != null) {
            throw twice(key.getValue(), place, first);
          }
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

  /** Camel would take the last of them, and say nothing. */
  private static SyntaxException twice(String key, Place place, Place first) {
    return new SyntaxException(
        place,
        "The key '"
            + key
            + "' stands here twice, the first time in line "
            + first.line()
            + ". Take one away");
  }

  static Place place(Mark mark) {
    return mark == null ? Place.NONE : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
