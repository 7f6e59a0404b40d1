package org.sluice.enrich;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** A block's parameters as they stand in its address; those that nobody takes are refused. */
public final class BlockParameters {
  private final CamelContext context;
  private final Map<String, Object> parameters;

  BlockParameters(CamelContext context, Map<String, Object> parameters) {
    this.context = context;
    this.parameters = parameters;
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

  /** A whole number above zero. */
  public long number(String name, long otherwise) {
    String value = text(name, null);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.strip());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, for both
    }
    throw new IllegalArgumentException(
        "parameter '" + name + "' is '" + value + "', and should be a whole number above 0");
  }
}
