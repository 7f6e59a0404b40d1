package org.sluice.enrich;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** A block's parameters as they stand in its address; those that nobody takes are refused. */
public final class BlockParameters {
  private final CamelContext context;
  private final Map<String, Object> parameters;

  BlockParameters(CamelContext context, Map<String, Object> parameters) {
    this.context = context;
    this.parameters = parameters;
  }

  /** Those of a block of which nothing is said. */
  public static BlockParameters none() {
    return of(Map.of());
  }

  /** Those of a block that stands in no route. */
  public static BlockParameters of(Map<String, ?> parameters) {
    return new BlockParameters(null, new HashMap<>(parameters));
  }

  /** The context that the block's route stands in. */
  public CamelContext context() {
    return context;
  }

  public String text(String name) {
    String value = text(name, null);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("parameter '" + name + "' is missing");
    }
    return value;
  }

  public String text(String name, String otherwise) {
    Object value = parameters.remove(name);
    return value == null || value.toString().isEmpty() ? otherwise : value.toString();
  }

  /** A list, its items parted by commas. */
  public List<String> list(String name) {
    return Arrays.stream(text(name, "").split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** Names parted by commas; one that holds a comma stands in double quotes. */
  public List<String> names(String name) {
    return said(name, () -> FieldList.names(text(name, "")));
  }

  /**
   * Items {@code name=value} parted by commas, in their order. A comma within round brackets parts
   * nothing; a name that holds one stands in double quotes.
   */
  public Map<String, String> pairs(String name, String otherwise) {
    return said(name, () -> pairs(text(name, otherwise)));
  }

  /** The same, where a name alone stands for itself. */
  public Map<String, String> mapping(String name) {
    return said(name, () -> FieldList.mapping(text(name, "")));
  }

  /** Items {@code name=value} of a text that stands in a parameter. */
  public static Map<String, String> pairs(String text) {
    return FieldList.pairs(text);
  }

  /** One of some words. */
  public String choice(String name, String otherwise, String... words) {
    String value = text(name, otherwise).strip();
    if (!List.of(words).contains(value)) {
      throw new IllegalArgumentException(
          "parameter '"
              + name
              + "' is '"
              + value
              + "', and should be "
              + Arrays.stream(words)
                  .filter(word -> !word.isEmpty())
                  .collect(Collectors.joining(" or ")));
    }
    return value;
  }

  /** An encoding; UTF-8 where none is said. */
  public Charset charset(String name) {
    return charset(name, "UTF-8");
  }

  /** An encoding; null where none is said, and none stands for it. */
  public Charset charset(String name, String otherwise) {
    String value = text(name, otherwise);
    if (value == null) {
      return null;
    }
    try {
      return Charset.forName(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "parameter '" + name + "': '" + value + "' is no encoding, as windows-1252 is", e);
    }
  }

  /** A file in the route's folder; null where none is said. */
  public RouteFile file(String name) {
    String value = text(name, null);
    return value == null ? null : said(name, () -> RouteFile.of(context, value));
  }

  /** What is made of a parameter; what is wrong with it is said with its name. */
  public <T> T said(String name, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      if (e.getMessage() != null && e.getMessage().startsWith("parameter '" + name + "'")) {
        throw e;
      }
      throw new IllegalArgumentException("parameter '" + name + "': " + e.getMessage(), e);
    }
  }

  /** A whole number above zero. */
  public long number(String name, long otherwise) {
    return number(name, otherwise, 1, "above 0");
  }

  /** A whole number, zero too. */
  public long count(String name, long otherwise) {
    return number(name, otherwise, 0, "from 0 on");
  }

  private long number(String name, long otherwise, long least, String which) {
    String value = text(name, null);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.strip());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, for both
    }
    throw new IllegalArgumentException(
        "parameter '" + name + "' is '" + value + "', and should be a whole number " + which);
  }
}
