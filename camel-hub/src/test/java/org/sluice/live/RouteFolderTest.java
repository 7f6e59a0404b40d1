package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of files, and how much of it at once. */
class RouteFolderTest {
  private static final String LARGE = "a/table.bin";

  @TempDir Path dir;
  private RouteFolder folder;

  @BeforeEach
  void first() throws IOException {
    folder = new RouteFolder(dir);
    folder.read();
    Files.createDirectories(dir.resolve("a"));
  }

  /** Of zeros, which take no room. */
  private void size(String file, long size) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(dir.resolve(file).toFile(), "rw")) {
      out.setLength(size);
    }
  }

  private RouteFile look(String file) throws IOException {
    return folder.read().get(file);
  }

  @Test
  void aLargeFileBesideARouteIsReadAtSeveralLooks() throws IOException {
    size(LARGE, 2L * LargeFile.SHARE + 1);
    RouteFile before = look(LARGE);
    int looks = 1;
    for (RouteFile now = look(LARGE); !now.isSame(before); now = look(LARGE)) {
      assertNull(now.bytes());
      before = now;
      looks++;
    }
    assertEquals(4, looks);
    assertEquals(new RouteFolder(dir).read().get(LARGE).hash(), before.hash());
    assertTrue(before.hash().matches("[0-9a-f]{64}"), before.hash());
  }

  @Test
  void oneThatGrowsIsNotReadBeforeItIsAtRest() throws IOException {
    for (int i = 1; i < 5; i++) {
      size(LARGE, (long) LargeFile.SHARE + i);
      String hash = hash(LARGE);
      assertTrue(hash.startsWith("read up to 0 of "), hash);
    }
    assertTrue(hash(LARGE).startsWith("read up to " + LargeFile.SHARE + " of "), hash(LARGE));
  }

  @Test
  void aFileThatIsLoadedAndTooLargeIsRefusedUnread() throws IOException {
    size("a/a.camel.yaml", 1L << 33);
    RouteFile large = look("a/a.camel.yaml");
    assertNull(large.bytes());
    assertTrue(large.trouble().startsWith("It has 8589934592 bytes, "), large.trouble());
  }

  @Test
  void bytesAreKeptOfWhatIsLoadedOrLookedInto() throws IOException {
    size("a/b.yaml", 1 << 20);
    size("a/c.yaml", (1 << 20) + 1);
    size("a/d.csv", 10);
    assertNotNull(look("a/b.yaml").bytes());
    assertNull(look("a/c.yaml").bytes());
    assertNull(look("a/d.csv").bytes());
    assertNull(look("a/c.yaml").trouble());
    Files.writeString(dir.resolve("a/d.csv"), "zeros no more");
    assertNotEquals(hash("a/b.yaml"), hash("a/c.yaml"));
    assertTrue(hash("a/d.csv").matches("[0-9a-f]{64}"));
  }

  private String hash(String file) throws IOException {
    return look(file).hash();
  }
}
