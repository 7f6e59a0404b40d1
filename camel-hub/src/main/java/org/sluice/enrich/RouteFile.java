package org.sluice.enrich;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;

/** A file beside a route, that one of its blocks reads when the route is loaded. */
public final class RouteFile {
  /** 16 MiB: it is held in memory. */
  private static final long LARGEST = 16L << 20;

  private static final String FOLDER = "sluice.route-folder";

  private final String name;
  private final byte[] content;

  private RouteFile(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /** Says where the files are of the routes that a context is for. */
  static void folder(CamelContext context, Path folder) {
    context.getGlobalOptions().put(FOLDER, folder.toString());
  }

  /**
   * @param name in the route's folder, such as {@code rooms.csv}
   * @throws IllegalArgumentException when it is not there, not in that folder, or too large
   */
  static RouteFile of(CamelContext context, String name) {
    String folder = context.getGlobalOption(FOLDER);
    if (folder == null) {
      throw new IllegalArgumentException(
          "there is no folder of a route to read '" + name + "' from");
    }
    try {
      Path own = Path.of(folder).toRealPath();
      Path path = own.resolve(name);
      if (!Files.isRegularFile(path)) {
        throw new IllegalArgumentException("there is no file '" + name + "' in the route's folder");
      }
      Path real = path.toRealPath();
      if (!real.startsWith(own)) {
        throw new IllegalArgumentException("'" + name + "' is not in the route's folder");
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
