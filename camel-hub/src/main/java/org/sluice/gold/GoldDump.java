package org.sluice.gold;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.sluice.event.ObjectKey;

/**
 * All gold of a project as canonical text: a line a point, node or document, sorted, and a last
 * line with the SHA-256 of all others. Two dumps are the same if and only if the gold is.
 */
public final class GoldDump {
  private final List<GoldDumper> dumpers;

  /**
   * A dump in its file.
   *
   * @param records how many lines it has, its last not counted
   */
  public record Written(Path file, long records) {}

  public GoldDump(List<GoldDumper> dumpers) {
    this.dumpers = List.copyOf(dumpers);
  }

  /**
   * Writes a dump to a file of its own, for the caller to read and to delete.
   *
   * @param portable see {@link GoldDumper#dump}
   */
  public Written write(String project, boolean portable) {
    return write(project, line -> dumpers.forEach(dumper -> dumper.dump(project, portable, line)));
  }

  /**
   * The same of one object alone: what the dump of its project says of it.
   *
   * @param held what each route may have written of it
   */
  public Written write(ObjectKey object, List<GoldHeld> held) {
    return write(
        object.path(),
        line ->
            held.forEach(
                one ->
                    one.places()
                        .forEach(
                            place -> dumpers.forEach(dumper -> dumper.dump(one, place, line)))));
  }

  private static Written write(String what, Consumer<Consumer<String>> told) {
    try (SortedLines lines = new SortedLines()) {
      told.accept(lines::add);
      Path file = Files.createTempFile("sluice-dump", ".txt");
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      long[] count = new long[1];
      try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        lines.forEach(
            line -> {
              try {
                out.write(line);
                out.write('\n');
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              sha.update(line.getBytes(StandardCharsets.UTF_8));
              sha.update((byte) '\n');
              count[0]++;
            });
        out.write("sha256 " + HexFormat.of().formatHex(sha.digest()) + " lines " + count[0] + "\n");
      } catch (IOException | RuntimeException e) {
        Files.delete(file);
        throw e;
      }
      return new Written(file, count[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("The dump of " + what + " cannot be written", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
