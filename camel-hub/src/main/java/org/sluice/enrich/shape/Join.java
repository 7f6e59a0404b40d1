package org.sluice.enrich.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;
import org.sluice.enrich.RouteFile;
import org.sluice.enrich.csv.TableFile;

/**
 * {@code join}: adds to each record the fields of the one in a small table that has the same key.
 * The table is CSV, or JSON where its name says so, and is read when the route is loaded. Keys are
 * compared as texts; 4 and 4.0 are the same number.
 */
public final class Join extends ShapeBlock {
  /** Fields that are named in what is told. */
  private static final int SHOWN = 5;

  private final Map<String, String> keys;
  private final List<String> take;
  private final String missing;
  private final Map<List<String>, Map<String, Object>> table = new HashMap<>();

  public Join(BlockParameters parameters) {
    RouteFile file = parameters.file("table");
    if (file == null) {
      throw new IllegalArgumentException("parameter 'table' is missing");
    }
    keys = keys(parameters);
    missing = parameters.choice("missing", "null", "null", "reject", "drop");
    List<String> said = parameters.names("take");
    List<Map<String, Object>> rows = parameters.said("table", () -> TableFile.read(file));
    TreeSet<String> names = new TreeSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    require(file, names, keys.values());
    require(file, names, said);
    names.removeAll(keys.values());
    take = said.isEmpty() ? List.copyOf(names) : said;
    for (Map<String, Object> row : rows) {
      List<String> key = key(row, keys.values());
      if (key != null && table.put(key, row) != null) {
        throw new IllegalArgumentException(
            "parameter 'table': '" + file.name() + "' has " + String.join(", ", key) + " twice");
      }
    }
  }

  /** From the record's names to the table's: {@code id}, or {@code room=id}. */
  private static Map<String, String> keys(BlockParameters parameters) {
    Map<String, String> keys = parameters.mapping("key");
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("parameter 'key' is missing");
    }
    return keys;
  }

  private static void require(RouteFile file, TreeSet<String> there, Iterable<String> wanted) {
    for (String name : wanted) {
      if (!there.contains(name)) {
        throw new IllegalArgumentException(
            "'" + file.name() + "' has no '" + name + "'; it has: " + String.join(", ", there));
      }
    }
  }

  @Override
  public List<NamedFields> named() {
    return List.of(NamedFields.of("join-action", "key", keys.keySet()));
  }

  @Override
  String lost() {
    String why = ", as the table has nothing for " + String.join(" and ", keys.keySet());
    return switch (missing) {
      case "drop" -> "gave none at join-action" + why;
      case "null" -> "got no value (null) in " + taken() + " at join-action" + why;
      default -> null;
    };
  }

  private String taken() {
    int more = take.size() - SHOWN;
    return String.join(", ", take.subList(0, Math.min(take.size(), SHOWN)))
        + (more > 0 ? " and " + more + " more" : "");
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    List<String> key = key(record, keys.keySet());
    Map<String, Object> row = key == null ? null : table.get(key);
    if (row == null && missing.equals("reject")) {
      throw new IllegalArgumentException(
          key == null
              ? "has no '" + String.join("', '", keys.keySet()) + "' to look up"
              : "has a '"
                  + String.join("', '", keys.keySet())
                  + "' that the table has not: "
                  + Fields.shown(String.join(", ", key)));
    }
    if (row == null && missing.equals("drop")) {
      return;
    }
    Map<String, Object> joined = new LinkedHashMap<>(record);
    for (String name : take) {
      if (joined.containsKey(name)) {
        throw new IllegalArgumentException(
            "has the field '" + name + "' already; rename it before, or say 'take'");
      }
      joined.put(name, row == null ? null : row.get(name));
    }
    if (row == null) {
      step.miss();
    }
    out.accept(joined);
  }

  /** Null where a part of it is not there. */
  private static List<String> key(Map<String, Object> record, Iterable<String> names) {
    List<String> key = new ArrayList<>();
    for (String name : names) {
      Object value = Fields.get(record, name);
      if (value == null) {
        return null;
      }
      key.add(value instanceof Number number ? plain(number) : value.toString().strip());
    }
    return key;
  }

  private static String plain(Number number) {
    BigDecimal bare = new BigDecimal(number.toString()).stripTrailingZeros();
    return Math.abs(bare.scale()) > 400 ? bare.toString() : bare.toPlainString();
  }
}
