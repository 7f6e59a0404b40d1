package org.sluice.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;

/** The routes' folder: a folder a route, with {@code blocks} and {@code policies} beside them. */
public final class RouteFiles {
  private static final int REVISION_LETTERS = 10;
  private final Path dir;

  public RouteFiles(Path dir) {
    this.dir = dir.toAbsolutePath().normalize();
  }

  public Path blocks() {
    return dir.resolve("blocks");
  }

  /** Every route's file, those of policies first. */
  public List<Path> all() {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.toString().endsWith(".camel.yaml") || f.toString().endsWith(".camel.xml"))
          .sorted(
              java.util.Comparator.comparing((Path f) -> !f.startsWith(dir.resolve("policies")))
                  .thenComparing(f -> f))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("routes.dir cannot be read: " + dir, e);
    }
  }

  /** Path below the routes' folder. */
  public String relative(Path file) {
    return dir.relativize(file.toAbsolutePath().normalize()).toString();
  }

  /** The file that a route was read from, below the routes' folder; empty when none is known. */
  String file(Route route) {
    Resource source = route.getSourceResource();
    if (source == null) {
      return "";
    }
    String location = source.getLocation().replaceFirst("^file:", "");
    return location.startsWith(dir.toString()) ? relative(Path.of(location)) : location;
  }

  /**
   * First letters of the SHA-256 of what makes a route: the files of its folder, without its README
   * and examples.
   */
  String revision(String file) {
    Path folder = dir.resolve(file).getParent();
    if (file.isEmpty() || folder == null || !Files.isDirectory(folder)) {
      return "none";
    }
    List<Path> files;
    try (Stream<Path> walk =
        folder.equals(dir) ? Stream.of(dir.resolve(file)) : Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(f -> !f.startsWith(folder.resolve("examples")) && !f.endsWith("README.md"))
              .sorted()
              .toList();
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Path part : files) {
        sha.update(folder.relativize(part).toString().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(Files.readAllBytes(part));
      }
      return HexFormat.of().formatHex(sha.digest()).substring(0, REVISION_LETTERS);
    } catch (IOException e) {
      throw new UncheckedIOException("Files of route " + file + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
