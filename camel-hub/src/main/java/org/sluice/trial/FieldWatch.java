package org.sluice.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sluice.enrich.NamedFields;
import org.sluice.enrich.RecordWatch;
import org.sluice.event.Reading;
import org.sluice.fault.Nearest;

/** Finds the fields that blocks and sinks name and no record that came to them has. */
final class FieldWatch implements RecordWatch {
  /** Records whose fields are told where one is missing. */
  private static final int LOOKED_AT = 1000;

  private static final int MOST_NAMES = 1000;
  private static final int SHOWN = 12;
  private static final String PARTS = "[]";

  /** Fields that one parameter names. */
  private static final class Sought {
    private final NamedFields named;
    private final Set<String> missing;
    private final Set<String> there = new TreeSet<>();

    /** What a record has that comes to the block, and not when these are looked for. */
    private final Set<String> taken = new LinkedHashSet<>();

    private final List<NamedFields> beside;
    private long records;

    Sought(NamedFields named, List<NamedFields> beside) {
      this.named = named;
      this.beside = beside;
      this.missing = new LinkedHashSet<>(named.names());
    }
  }

  private final Map<Object, List<Sought>> places = new IdentityHashMap<>();
  private final List<Sought> all = new ArrayList<>();

  @Override
  public synchronized void comes(Object place, Supplier<List<NamedFields>> named, Object body) {
    if (!(body instanceof List<?> records)) {
      return;
    }
    List<Sought> sought = places.get(place);
    if (sought == null) {
      List<NamedFields> beside = named.get();
      sought = beside.stream().map(one -> new Sought(one, beside)).toList();
      places.put(place, sought);
      all.addAll(sought);
    }
    for (Sought one : sought) {
      for (Object record : records) {
        if (!one.missing.isEmpty()) {
          look(one, record instanceof Reading reading ? fields(reading) : record);
        }
      }
    }
  }

  private static Map<String, Object> fields(Reading reading) {
    Map<String, Object> fields = new HashMap<>(reading.fields());
    fields.putAll(reading.tags());
    fields.put("measurement", reading.measurement());
    return fields;
  }

  @SuppressWarnings("unchecked")
  private static void look(Sought sought, Object record) {
    if (!(record instanceof Map<?, ?>)) {
      return;
    }
    Map<String, Object> seen;
    try {
      seen = sought.named.as().apply((Map<String, Object>) record);
    } catch (IllegalArgumentException e) {
      // The block itself says so.
      return;
    }
    sought.missing.removeIf(name -> has(seen, name));
    sought.missing.stream().filter(name -> has(record, name)).forEach(sought.taken::add);
    if (sought.records++ < LOOKED_AT) {
      names("", seen, sought.there);
    }
  }

  /** Whether a field is there, be it null. Of a list without parts nothing is known. */
  private static boolean has(Object thing, String path) {
    if (!(thing instanceof Map<?, ?> map)) {
      return false;
    }
    if (map.containsKey(path)) {
      return true;
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      String first = path.substring(0, dot);
      String rest = path.substring(dot + 1);
      if (has(map.get(first), rest) || hasPart(map, first, rest)) {
        return true;
      }
    }
    return path.endsWith(PARTS) && map.containsKey(withoutParts(path));
  }

  private static boolean hasPart(Map<?, ?> map, String first, String rest) {
    return first.endsWith(PARTS)
        && map.get(withoutParts(first)) instanceof List<?> parts
        && (parts.isEmpty() || parts.stream().anyMatch(part -> has(part, rest)));
  }

  private static String withoutParts(String path) {
    return path.substring(0, path.length() - PARTS.length());
  }

  private static void names(String before, Map<?, ?> record, Set<String> names) {
    record.forEach(
        (name, value) -> {
          if (names.size() < MOST_NAMES) {
            names.add(before + name);
            if (value instanceof Map<?, ?> inner) {
              names(before + name + '.', inner, names);
            }
          }
        });
  }

  synchronized void clear() {
    places.clear();
    all.clear();
  }

  /** A sentence for each field that no record had, where records came. */
  synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Sought one : all) {
      if (one.records > 0) {
        one.missing.forEach(name -> notes.add(said(one, name)));
      }
    }
    return notes;
  }

  /** What of the same block was done with a field before. */
  private static String taker(Sought one, String name) {
    for (NamedFields other : one.beside) {
      boolean names = other.names().contains(name);
      if (other.parameter().equals("drop") && names) {
        return "'drop' of the same block took it";
      }
      if (other.parameter().equals("keep") && !other.names().isEmpty() && !names) {
        return "'keep' of the same block left it out";
      }
    }
    return "another parameter of the same block took it";
  }

  private static String said(Sought one, String name) {
    if (one.taken.contains(name)) {
      return "'%s', which '%s' of %s names, is gone by then: %s."
          .formatted(name, one.named.parameter(), one.named.block(), taker(one, name));
    }
    String meant = Nearest.asked(name, one.there);
    int more = one.there.size() - SHOWN;
    return "No record has '%s', which '%s' of %s names%s There are: %s%s."
        .formatted(
            name,
            one.named.parameter(),
            one.named.block(),
            meant.isEmpty() ? "." : meant,
            one.there.stream().limit(SHOWN).collect(Collectors.joining(", ")),
            more > 0 ? " and " + more + " more" : "");
  }
}
