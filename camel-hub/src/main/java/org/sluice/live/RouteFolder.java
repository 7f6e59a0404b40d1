package org.sluice.live;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
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

  /**
   * @param large null where it is none
   */
  private record Known(String stamp, Instant read, RouteFile file, LargeFile large) {}

  private final Path dir;
  private final Map<String, Known> known = new HashMap<>();
  private boolean first = true;

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
    first = false;
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
    boolean same = before != null && before.stamp().equals(stamp);
    if (attributes.size() > LargeFile.SHARE && !RouteFile.isLoaded(path)) {
      LargeFile large = same && before.large() != null ? before.large() : new LargeFile();
      // One that is being written is not read over and over.
      if (!large.isKnown() && (same || first)) {
        large.read(file, first);
      }
      return known(path, new Known(stamp, Instant.now(), large.as(path, stamp), large));
    }
    Instant now = Instant.now();
    if (same && attributes.lastModifiedTime().toInstant().plus(COARSE).isBefore(before.read())) {
      return before.file();
    }
    return known(path, new Known(stamp, now, read(file, path, attributes.size()), null));
  }

  private RouteFile known(String path, Known one) {
    known.put(path, one);
    return one.file();
  }

  private static RouteFile read(Path file, String path, long size) throws IOException {
    int most = RouteFile.most(path);
    if (size <= most) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(most + 1);
        return bytes.length > most
            ? read(file, path, bytes.length)
            : new RouteFile(path, bytes, hash(bytes), null);
      }
    }
    if (RouteFile.isLoaded(path)) {
      return new RouteFile(path, null, "too large " + size, RouteFile.tooLarge(size));
    }
    LargeFile whole = new LargeFile();
    whole.read(file, true);
    return whole.as(path, "");
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

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Revision.sha().digest(bytes));
  }
}
