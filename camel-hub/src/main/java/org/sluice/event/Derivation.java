package org.sluice.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where an object comes from that a route has made, as its own {@code X-Object-Meta-Sluice-…} say
 * it. They come back with the object's event, so the lake knows what it made itself, and through
 * which routes: none takes what came through it before.
 *
 * @param mark made from the source and the route that made this; an object of another mark is
 *     somebody else's
 * @param source {@code account/container/object}, percent-encoded, and cut where it is longer than
 *     Swift permits
 * @param version of the source
 * @param routes names of the routes that it came through, encoded, the one that made it last
 */
public record Derivation(String mark, String source, String version, List<String> routes) {
  /** Routes that an object may come through, one after the other. */
  public static final int MOST_ROUTES = 8;

  /** Bytes that Swift permits a value. */
  private static final int MOST_BYTES = 256;

  private static final String MARK = "sluice-mark";
  private static final String SOURCE = "sluice-source";
  private static final String VERSION = "sluice-version";
  private static final String ROUTE = "sluice-route-";

  public Derivation {
    routes = List.copyOf(routes);
  }

  /** What a route makes of an object. */
  public static Derivation by(String route, LakeObject source, String mark) {
    List<String> routes =
        new ArrayList<>(of(source.userMeta()).map(Derivation::routes).orElse(List.of()));
    routes.add(name(route));
    return new Derivation(mark, encoded(source.key().path()), source.version(), routes);
  }

  /**
   * @param userMeta an object's {@code X-Object-Meta-*}, names in lower case
   * @return empty for an object that no route made
   */
  public static Optional<Derivation> of(Map<String, String> userMeta) {
    if (!userMeta.containsKey(MARK)) {
      return Optional.empty();
    }
    List<String> routes = new ArrayList<>();
    for (int i = 1; userMeta.containsKey(ROUTE + i); i++) {
      routes.add(userMeta.get(ROUTE + i));
    }
    return Optional.of(
        new Derivation(
            userMeta.get(MARK),
            userMeta.getOrDefault(SOURCE, ""),
            userMeta.getOrDefault(VERSION, ""),
            routes));
  }

  /** As the object's metadata, names in lower case. */
  public Map<String, String> userMeta() {
    Map<String, String> meta = new TreeMap<>();
    meta.put(MARK, mark);
    meta.put(SOURCE, source);
    meta.put(VERSION, version);
    for (int i = 0; i < routes.size(); i++) {
      meta.put(ROUTE + (i + 1), routes.get(i));
    }
    return meta;
  }

  /** Whether the object came through that route. */
  public boolean cameThrough(String route) {
    return routes.contains(name(route));
  }

  /** The routes as a sentence names them. */
  public String told() {
    return String.join(", then ", routes);
  }

  private static String name(String route) {
    return Names.topic("", route);
  }

  private static String encoded(String path) {
    String encoded = PercentEncoding.of(path);
    return encoded.length() <= MOST_BYTES ? encoded : encoded.substring(0, MOST_BYTES - 3) + "...";
  }
}
