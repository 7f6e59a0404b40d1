package org.sluice.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * One of Camel's developer consoles that answers for all contexts of the hub as if they were one.
 */
final class OfAllContexts extends AbstractDevConsole {
  /** Consoles that tell of routes, and of what goes through them. */
  static final List<String> ALL =
      List.of(
          "route",
          "route-group",
          "route-dump",
          "route-structure",
          "source",
          "processor",
          "top",
          "inflight",
          "trace",
          "consumer",
          "producer",
          "endpoint",
          "event");

  private final Supplier<List<CamelContext>> contexts;
  private final Map<CamelContext, DevConsole> consoles = new LinkedHashMap<>();
  private final TraceNumbers numbers = new TraceNumbers();

  OfAllContexts(String id, Supplier<List<CamelContext>> contexts) {
    super("camel", id, id, "What " + id + " says of all contexts");
    this.contexts = contexts;
  }

  @Override
  protected synchronized Map<String, Object> doCallJson(Map<String, Object> options) {
    JsonObject all = new JsonObject();
    for (Map.Entry<CamelContext, DevConsole> each : consoles().entrySet()) {
      CamelContext context = each.getKey();
      if (each.getValue().call(MediaType.JSON, options) instanceof Map<?, ?> told) {
        numbers.renumber(context.getName(), told.get("traces"));
        told.forEach((name, value) -> all.merge((String) name, value, OfAllContexts::merged));
      }
    }
    return all;
  }

  @Override
  protected synchronized String doCallText(Map<String, Object> options) {
    return consoles().values().stream()
        .map(one -> one.call(MediaType.TEXT, options))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  /** That of each context there is now; those that are gone are let go. */
  private Map<CamelContext, DevConsole> consoles() {
    List<CamelContext> there = contexts.get();
    consoles.keySet().retainAll(there);
    there.forEach(context -> consoles.computeIfAbsent(context, this::console));
    return consoles;
  }

  /** One of our own: that of the context's registry may be this one. */
  private DevConsole console(CamelContext context) {
    DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole(getId());
    ServiceHelper.startService(console);
    return console;
  }

  private static Object merged(Object one, Object other) {
    if (one instanceof Collection<?> first && other instanceof Collection<?> second) {
      JsonArray all = new JsonArray();
      all.addAll(first);
      all.addAll(second);
      return all;
    }
    if (one instanceof Number first && other instanceof Number second) {
      return first.longValue() + second.longValue();
    }
    if (one instanceof Boolean first && other instanceof Boolean second) {
      return first || second;
    }
    return one;
  }
}
