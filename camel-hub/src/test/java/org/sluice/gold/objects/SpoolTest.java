package org.sluice.gold.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of an object that is made, in memory or on disk. */
class SpoolTest {
  @TempDir Path dir;

  private List<Path> files() throws IOException {
    try (var files = Files.list(dir)) {
      return files.toList();
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aLargeOneIsReadAnyNumberOfTimesAndHasNoNameThatCouldStay() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Spool spool = new Spool(dir)) {
      for (int i = 0; i < 50; i++) {
        byte[] some = bytes(60_000 + i);
        spool.write(some, 0, some.length);
        all.write(some);
        assertEquals(List.of(), files());
      }
      spool.write(7);
      all.write(7);
      Content content = spool.content();
      assertNotNull(content.file());
      assertEquals(all.size(), content.size());
      assertEquals(Content.of(all.toByteArray()).etag(), content.etag());
      try (InputStream first = content.open();
          InputStream second = content.open()) {
        assertArrayEquals(new byte[] {all.toByteArray()[0]}, first.readNBytes(1));
        assertArrayEquals(all.toByteArray(), second.readAllBytes());
        assertEquals(all.toByteArray()[1] & 0xff, first.read());
        assertEquals(all.size() - 2, first.readAllBytes().length);
        assertEquals(-1, first.read());
      }
      assertArrayEquals(all.toByteArray(), content.open().readAllBytes());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void aSmallOneStaysInMemory() throws IOException {
    try (Spool spool = new Spool(dir)) {
      byte[] some = bytes(1 << 20);
      spool.write(some, 0, some.length);
      assertNull(spool.content().file());
      assertArrayEquals(some, spool.content().bytes());
    }
  }
}
