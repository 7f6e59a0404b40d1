package org.sluice.check;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that hold a route, a policy or a block, and that nobody takes: their name, or where they
 * stand, says that they are something else. Tables, schemas and the like beside a route are none.
 */
public final class Misnamed {
  private static final Pattern NAMED = Pattern.compile("(?i)\\.(ya?ml|xml)$");
  private static final Pattern ENDING =
      Pattern.compile("(?i)(\\.camel|\\.kamelet)?\\.(ya?ml|xml)$");

  /** Of a text that cannot be read. */
  private static final Pattern ROUTE =
      Pattern.compile("(?m)^\\s*-\\s+(route|from)\\s*:|<route[\\s>]|lake:objects");

  private Misnamed() {}

  /** Whether it is to be looked at what a file of that name holds. */
  public static boolean mayBe(String path) {
    return NAMED.matcher(path).find();
  }

  /**
   * What is to be said of a file that is not taken; empty where it is none that should be.
   *
   * @param path below the routes' folder
   */
  public static Optional<Finding> of(String path, byte[] bytes) {
    boolean xml = path.toLowerCase(java.util.Locale.ROOT).endsWith(".xml");
    RouteText text = RouteText.of(xml ? "it.xml" : "it.yaml", bytes);
    Held held = held(text);
    if (held == null) {
      return Optional.empty();
    }
    String ending = held == Held.BLOCK ? BlockText.ENDING : xml ? ".camel.xml" : ".camel.yaml";
    String why =
        path.endsWith(ending)
            ? "does not stand where it is looked for: "
                + (held == Held.BLOCK
                    ? "blocks stand in routes/blocks"
                    : "routes/blocks is for blocks alone, a route stands in a folder of its own and"
                        + " a policy in routes/policies")
            : "does not end in "
                + ending
                + ": call it "
                + ENDING.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceFirst("")
                + ending;
    return Optional.of(
        Finding.error(
            path, place(text), "It holds a " + held.said + ", and is not taken, as it " + why));
  }

  private enum Held {
    ROUTE("route"),
    POLICY("policy"),
    BLOCK("block");

    private final String said;

    Held(String said) {
      this.said = said;
    }
  }

  private static Held held(RouteText text) {
    if (text.broken().isPresent()) {
      return ROUTE.matcher(text.source()).find() ? Held.ROUTE : null;
    }
    if ("Kamelet".equals(text.root().text("kind"))) {
      return Held.BLOCK;
    }
    if (text.routes().stream().anyMatch(Misnamed::isRoute)) {
      return Held.ROUTE;
    }
    return text.hasPolicies() ? Held.POLICY : null;
  }

  /** Any file may have a key of that name. */
  private static boolean isRoute(RouteText.Route route) {
    return route.part().get("from") != null || route.part().get("uri") != null;
  }

  private static Place place(RouteText text) {
    return text.routes().stream()
        .filter(Misnamed::isRoute)
        .map(RouteText.Route::place)
        .findFirst()
        .orElse(new Place(1, 1));
  }
}
