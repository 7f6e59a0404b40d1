package org.sluice.trial;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A command's words, {@code name=value}; a name may come again. */
final class Words {
  private final Map<String, List<String>> all = new HashMap<>();

  private Words() {}

  static Words of(String... words) {
    Words read = new Words();
    for (String word : words) {
      int end = word.indexOf('=');
      read.all
          .computeIfAbsent(word.substring(0, end), name -> new ArrayList<>())
          .add(word.substring(end + 1));
    }
    return read;
  }

  /** The value; null where there is none. */
  String text(String name) {
    List<String> values = list(name);
    return values.isEmpty() ? null : values.get(0);
  }

  List<String> list(String name) {
    return all.getOrDefault(name, List.of());
  }

  String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  Path path(String name) {
    try {
      return Path.of(text(name));
    } catch (InvalidPathException e) {
      throw new UsageException("No file can have the name " + text(name) + ".");
    }
  }

  /** The folder of all routes. */
  Path routes() {
    Path routes = path("routes");
    if (!Files.isDirectory(routes)) {
      throw new UsageException("There is no folder of routes at " + routes + ".");
    }
    return routes;
  }

  /** Values of the routes' placeholders. */
  Properties values() {
    Properties values = new Properties();
    if (text("values") != null) {
      try (Reader in = Files.newBufferedReader(path("values"))) {
        values.load(in);
      } catch (IOException e) {
        throw new UsageException("The placeholders' values cannot be read: " + e.getMessage());
      }
    }
    return values;
  }
}
