package org.sluice.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key of a YAML file or an element or attribute of an XML file, with what it holds: so that both
 * are looked at in the same way. What a list holds is held by the list's key.
 *
 * @param key empty for an item of a list that has none
 * @param text null where it holds parts
 * @param place of the key
 * @param at of the text
 */
record Part(String key, String text, List<Part> parts, Place place, Place at) {
  /** The first part of that key; null where there is none. */
  Part get(String name) {
    return parts.stream().filter(part -> part.key.equals(name)).findFirst().orElse(null);
  }

  /** The text of the first part of that key; null where there is none. */
  String text(String name) {
    Part part = get(name);
    return part == null ? null : part.text;
  }

  /** By keys, one in the other; null where there is none. */
  Part find(String... path) {
    Part found = this;
    for (String name : path) {
      found = found == null ? null : found.get(name);
    }
    return found;
  }

  /** Itself and all that it holds, in order. */
  Stream<Part> all() {
    List<Part> all = new ArrayList<>();
    collect(all);
    return all.stream();
  }

  private void collect(List<Part> all) {
    all.add(this);
    parts.forEach(part -> part.collect(all));
  }
}
