package org.sluice.gold.neo4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What records become in a graph: each a node of its own, with relations to nodes that it shares
 * with other records, one for each value under a key.
 *
 * @param label of the records' nodes
 * @param relations in the order in which they are said
 */
public record RecordPattern(String label, List<Relation> relations) {
  private static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,60}";
  private static final Pattern RELATION =
      Pattern.compile("\\s*(%1$s)\\s*=\\s*(%1$s)\\s*\\(([^()]+)\\)\\s*(?:,|$)".formatted(NAME));

  /** Labels of pictures and what they show, and of what every node of this sink is. */
  private static final Set<String> TAKEN =
      Set.of("IMAGE", "OBJECT", RecordCypher.RECORD, RecordCypher.SHARED);

  /**
   * From a record's node to shared ones.
   *
   * @param type of the relation
   * @param label of the shared nodes
   * @param key whose values name them
   */
  public record Relation(String type, String label, String key) {}

  /**
   * @param node a label
   * @param relations {@code TYPE=Label(key)}, parted by commas
   * @throws IllegalArgumentException when a parameter is not as it should be
   */
  static RecordPattern of(String node, String relations) {
    if (!node.matches(NAME)) {
      throw new IllegalArgumentException(
          "parameter 'node' is '"
              + node
              + "', and should be a label: a letter, then letters, digits and _");
    }
    List<Relation> all = new ArrayList<>();
    Matcher matcher = RELATION.matcher(relations);
    int at = 0;
    while (at < relations.length() && matcher.find(at) && matcher.start() == at) {
      all.add(new Relation(matcher.group(1), matcher.group(2), matcher.group(3).strip()));
      at = matcher.end();
    }
    if (at < relations.length()) {
      throw new IllegalArgumentException(
          "parameter 'relations' holds '"
              + relations.substring(at).strip()
              + "', and should hold TYPE=Label(key), such as AT=Station(station)");
    }
    RecordPattern pattern = new RecordPattern(node, List.copyOf(all));
    pattern
        .labels()
        .filter(TAKEN::contains)
        .findFirst()
        .ifPresent(
            label -> {
              throw new IllegalArgumentException(
                  "the label '" + label + "' is kept for other nodes: give it another name");
            });
    return pattern;
  }

  private Stream<String> labels() {
    return Stream.concat(Stream.of(label), relations.stream().map(Relation::label));
  }
}
