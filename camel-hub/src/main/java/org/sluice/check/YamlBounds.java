package org.sluice.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Measures YAML before anything is made of it. A short text may stand for more than any memory
 * holds: an alias for what holds aliases itself, or for what it stands in.
 */
final class YamlBounds {
  /** A value, and how much is in it with all its aliases. */
  private static final class Value {
    private final int before;
    private int parts;
    private int depth;
    private boolean open = true;

    Value(int before) {
      this.before = before;
    }

    void close(int now) {
      parts = now - before;
      open = false;
    }
  }

  private final Map<Anchor, Value> anchors = new HashMap<>();
  private final Deque<Value> open = new ArrayDeque<>();
  private int parts;

  private YamlBounds() {}

  /** Refuses what is too deep, too much, or without an end. */
  static void check(String text, LoadSettings settings) throws SyntaxException {
    YamlBounds bounds = new YamlBounds();
    for (Event event : new Parse(settings).parseString(text)) {
      bounds.take(event);
    }
  }

  private void take(Event event) throws SyntaxException {
    Place place = YamlParts.place(event.getStartMark().orElse(null));
    if (event instanceof CollectionStartEvent start) {
      open.push(begin(start.getAnchor(), place));
      Bounds.depth(open.size(), place);
    } else if (event instanceof CollectionEndEvent) {
      Value value = open.pop();
      value.depth++;
      value.close(parts);
      within(value.depth);
    } else if (event instanceof ScalarEvent scalar) {
      begin(scalar.getAnchor(), place).close(parts);
    } else if (event instanceof AliasEvent alias) {
      repeat(alias.getAlias(), place);
    }
  }

  private Value begin(Optional<Anchor> anchor, Place place) throws SyntaxException {
    Value value = new Value(parts);
    anchor.ifPresent(name -> anchors.put(name, value));
    Bounds.parts(++parts, place);
    return value;
  }

  private void repeat(Anchor name, Place place) throws SyntaxException {
    Value value = anchors.get(name);
    if (value == null) {
      // Whoever reads it says that there is none.
      return;
    }
    if (value.open) {
      throw new SyntaxException(
          place,
          "*"
              + name
              + " stands within what it stands for, &"
              + name
              + ", and would have no end. Write here what is meant");
    }
    parts += value.parts;
    Bounds.parts(parts, place);
    Bounds.depth(open.size() + value.depth, place);
    within(value.depth);
  }

  /** What is open holds something of that depth. */
  private void within(int depth) {
    if (!open.isEmpty()) {
      open.peek().depth = Math.max(open.peek().depth, depth);
    }
  }
}
