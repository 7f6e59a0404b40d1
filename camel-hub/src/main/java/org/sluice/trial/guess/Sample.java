package org.sluice.trial.guess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.event.ContentTypes;

/**
 * A file to guess a route from.
 *
 * @param name its own
 * @param bytes the first {@link #LOOKED_AT}
 * @param whole whether these are all of it
 * @param contentType what they say
 */
public record Sample(String name, byte[] bytes, boolean whole, String contentType) {
  /** What is looked at of a large sample. */
  public static final int LOOKED_AT = 1 << 20;

  public static Sample of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LOOKED_AT);
      boolean whole = in.read() < 0;
      String name = file.getFileName().toString();
      byte[] head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, ContentTypes.LOOKED_AT));
      return new Sample(name, bytes, whole, ContentTypes.of(head, name));
    }
  }

  /** The letters behind its name's last dot, in lower case; empty where it has none. */
  public String ending() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
  }
}
