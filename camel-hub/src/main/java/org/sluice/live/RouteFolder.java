package org.sluice.live;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routes' folder: all files in it but examples, READMEs, and what editors hide. A file is read
 * when its stamp has changed.
 */
final class RouteFolder {
  private static final int DEPTH = 12;

  /** So long a file may change again without its stamp showing it. */
  private static final Duration COARSE = Duration.ofSeconds(3);

  private record Known(String stamp, Instant read, RouteFile file) {}

  private final Path dir;
  private final Map<String, Known> known = new HashMap<>();

  RouteFolder(Path dir) {
    this.dir = dir.toAbsolutePath().normalize();
  }

  Path path(String file) {
    return dir.resolve(file);
  }

  /**
   * @throws IOException when the folder itself cannot be read
   */
  Map<String, RouteFile> read() throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new FileNotFoundException("routes.dir is no folder that can be read: " + dir);
    }
    Map<String, RouteFile> files = new TreeMap<>();
    Files.walkFileTree(dir, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new Visitor(files));
    known.keySet().retainAll(files.keySet());
    return files;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Map<String, RouteFile> files;

    Visitor(Map<String, RouteFile> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = folder.getFileName().toString();
      boolean left = !folder.equals(dir) && (name.equals("examples") || name.startsWith("."));
      return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      boolean left = name.equals("README.md") || name.startsWith(".") || name.endsWith("~");
      if (attributes.isRegularFile() && !left) {
        String path = relative(file);
        look(file, path, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(dir)) {
        throw e;
      }
      String path = relative(file);
      if (!(e instanceof NoSuchFileException) && RouteFile.isLoaded(path)) {
        files.put(path, unreadable(path, e));
      }
      return FileVisitResult.CONTINUE;
    }

    private void look(Path file, String path, BasicFileAttributes attributes) {
      try {
        files.put(path, file(file, path, attributes));
      } catch (NoSuchFileException e) {
        // It was taken away meanwhile.
        known.remove(path);
      } catch (IOException e) {
        files.put(path, unreadable(path, e));
      }
    }
  }

  private RouteFile file(Path file, String path, BasicFileAttributes attributes)
      throws IOException {
    String stamp = stamp(file, attributes);
    Known before = known.get(path);
    Instant now = Instant.now();
    if (before != null
        && before.stamp().equals(stamp)
        && attributes.lastModifiedTime().toInstant().plus(COARSE).isBefore(before.read())) {
      return before.file();
    }
    byte[] bytes = Files.readAllBytes(file);
    RouteFile read =
        new RouteFile(path, RouteFile.isKept(path, bytes.length) ? bytes : null, hash(bytes), null);
    known.put(path, new Known(stamp, now, read));
    return read;
  }

  private static String stamp(Path file, BasicFileAttributes attributes) throws IOException {
    Object changed = attributes.lastModifiedTime();
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      changed = Files.getAttribute(file, "unix:ctime");
    }
    return attributes.size()
        + " "
        + attributes.lastModifiedTime()
        + " "
        + changed
        + " "
        + attributes.fileKey();
  }

  private static RouteFile unreadable(String path, IOException e) {
    return new RouteFile(path, null, "unreadable " + e, "It cannot be read: " + e.getMessage());
  }

  private String relative(Path file) {
    return dir.relativize(file).toString().replace('\\', '/');
  }

  static String hash(byte[] bytes) {
    MessageDigest sha = Revision.sha();
    return java.util.HexFormat.of().formatHex(sha.digest(bytes));
  }
}
