package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.sluice.routes.RouteFiles;

/** Routes that are made from archives. */
class NewFromArchiveTest extends NewRig {
  private String made(Path sample) throws IOException {
    assertEquals(0, folder.run("new", "route=made", "from=" + sample), () -> "" + folder.said());
    assertEquals(0, folder.run("test", "route=made"), () -> "" + folder.said());
    assertEquals("ok", folder.last("state"));
    return folder.read("made/made.camel.yaml");
  }

  private List<?> members() throws IOException {
    return records("members");
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(7).nextBytes(noise);
    return noise;
  }

  @Test
  void theFilesOfAZipBecomeObjects() throws Exception {
    Path sample =
        RouteFiles.folder().resolve("archives/examples/two-tables-and-a-document/input.zip");
    String yaml = made(sample);
    assertTrue(
        yaml.contains("contentType: \"application/zip,")
            || yaml.contains("contentType: application/zip,"),
        yaml);
    assertTrue(yaml.contains("# The sample holds 3 files:\n"), yaml);
    assertTrue(yaml.contains("uri: kamelet:archive-members-action\n"), yaml);
    assertTrue(yaml.contains("uri: kamelet:archive-objects-sink\n"), yaml);
    assertTrue(yaml.contains("--name '**."), yaml);
    assertEquals(3, members().size());
  }

  @Test
  void theFilesOfATarInGzipBecomeObjects() throws Exception {
    String yaml = made(RouteFiles.folder().resolve("archives/examples/tar-in-gzip/input.tgz"));
    assertTrue(yaml.contains("application/gzip,application/x-gzip"), yaml);
    Path tar = RouteFiles.folder().resolve("archives/examples/tar/input.tar");
    assertEquals(0, folder.run("new", "route=tar", "from=" + tar), () -> "" + folder.said());
    assertTrue(folder.read("tar/tar.camel.yaml").contains("application/x-tar,"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void ofALargeArchiveTheBeginningsOfItsFirstFilesAreTheExample() throws Exception {
    Path zip = folder.path("../large.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("a/t.csv", "b.bin", "c.bin")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(
            name.endsWith("csv") ? "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8) : noise(2 << 20));
      }
    }
    String yaml = made(zip);
    assertTrue(yaml.contains("the example has the first, each cut short:\n"), yaml);
    assertEquals(2, members().size());
    assertEquals("a/t.csv", ((Map<?, ?>) members().get(0)).get("path"));
    assertEquals(4096, ((Map<?, ?>) members().get(1)).get("size"));
    Path tar = folder.path("../large.tar.gz");
    try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(tar));
        TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
      for (String name : List.of("a.bin", "b.bin")) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(2 << 20);
        out.putArchiveEntry(entry);
        out.write(noise(2 << 20));
        out.closeArchiveEntry();
      }
    }
    assertEquals(0, folder.run("new", "route=tar", "from=" + tar), () -> "" + folder.said());
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void whatIsNoArchiveOfFilesIsRefused() throws Exception {
    Path gzip = RouteFiles.folder().resolve("archives/examples/gzip-without-a-tar/input.gz");
    assertEquals(2, folder.run("new", "route=made", "from=" + gzip));
    assertTrue(((String) folder.last("error")).contains("There is no TAR in the gzip."));
    Path cut = RouteFiles.folder().resolve("archives/examples/cut/input.zip");
    assertEquals(2, folder.run("new", "route=made", "from=" + cut));
    Path tar = RouteFiles.folder().resolve("archives/examples/tar/input.tar");
    assertEquals(2, folder.run("new", "route=made", "from=" + tar, "to=rows"));
    assertTrue(((String) folder.last("error")).contains("leave --to out"));
  }
}
