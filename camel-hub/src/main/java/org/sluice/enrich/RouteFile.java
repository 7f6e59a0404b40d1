package org.sluice.enrich;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;

/** A file beside a route, that one of its blocks reads when the route is loaded. */
public final class RouteFile {
  /** 16 MiB: it is held in memory. */
  private static final long LARGEST = 16L << 20;

  private final String name;
  private final byte[] content;

  private RouteFile(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /**
   * @param name below the folder of routes, such as {@code my-route/rooms.csv}
   * @throws IllegalArgumentException when it is not there, not below that folder, or too large
   */
  static RouteFile of(CamelContext context, String name) {
    try {
      Path routes = routes(context).toRealPath();
      Path path = routes.resolve(name);
      if (!Files.isRegularFile(path)) {
        throw new IllegalArgumentException(
            "there is no file '"
                + name
                + "' in the folder of routes (it is said with its route's"
                + " folder, such as my-route/rooms.csv)");
      }
      Path real = path.toRealPath();
      if (!real.startsWith(routes)) {
        throw new IllegalArgumentException("'" + name + "' is not below the folder of routes");
      }
      if (Files.size(real) > LARGEST) {
        throw new IllegalArgumentException(
            "'" + name + "' is larger than the " + LARGEST + " bytes that are held in memory");
      }
      return new RouteFile(name, Files.readAllBytes(real));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("'" + name + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path routes(CamelContext context) {
    String blocks = context.getComponent("kamelet", KameletComponent.class).getLocation();
    if (blocks == null || !blocks.startsWith("file:")) {
      throw new IllegalArgumentException("there is no folder of routes to read a file from");
    }
    return Path.of(blocks.substring("file:".length())).toAbsolutePath().getParent();
  }

  public String name() {
    return name;
  }

  public byte[] content() {
    return content.clone();
  }

  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }
}
