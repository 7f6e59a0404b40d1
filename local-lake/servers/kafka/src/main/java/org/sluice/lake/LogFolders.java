package org.sluice.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Makes the folders in {@code log.dirs} a cluster's, as Kafka's {@code kafka-storage format} does,
 * once.
 */
final class LogFolders {
  private LogFolders() {}

  static void format(Path file, Properties properties) throws IOException, Part.Refused {
    List<Path> folders = folders(file, properties);
    if (folders.stream().allMatch(folder -> Files.exists(folder.resolve("meta.properties")))) {
      return;
    }
    for (Path folder : folders) {
      Files.createDirectories(folder);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "format",
                "--ignore-formatted",
                "--config",
                file.toString(),
                "--cluster-id",
                clusterId(folders.get(0))));
    if (!properties.containsKey("controller.quorum.voters")) {
      command.add("--standalone");
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status;
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      status = StorageTool.execute(command.toArray(String[]::new), out);
    } catch (RuntimeException failure) {
      throw new Part.Refused("cannot format " + folders + ": " + failure.getMessage());
    }
    if (status != 0) {
      throw new Part.Refused(
          "cannot format " + folders + ": " + said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  private static List<Path> folders(Path file, Properties properties) throws Part.Refused {
    String all = properties.getProperty("log.dirs", properties.getProperty("log.dir", ""));
    List<Path> folders =
        Arrays.stream(all.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> Path.of(text).toAbsolutePath())
            .toList();
    if (folders.isEmpty()) {
      throw new Part.Refused(file + " has no log.dirs.");
    }
    return folders;
  }

  /**
   * Written whole or not at all: a process killed between this file and the folders finds the same
   * id again.
   */
  private static String clusterId(Path folder) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".cluster-id");
    if (Files.notExists(file)) {
      Path scratch = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(scratch, Uuid.randomUuid() + "\n");
      Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }
}
