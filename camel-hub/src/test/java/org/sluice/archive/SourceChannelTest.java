package org.sluice.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes are those of the source, and it is asked seldom. */
class SourceChannelTest {
  /** Counts how often it is asked. */
  private static final class Asked implements ByteSource {
    private final Held held;
    private final boolean seeks;
    private int times;

    Asked(byte[] bytes, boolean seeks) {
      this.held = new Held(bytes);
      this.seeks = seeks;
    }

    @Override
    public InputStream open(long from, long most) {
      times++;
      return held.open(from, most);
    }

    @Override
    public long size() {
      return held.size();
    }

    @Override
    public boolean seeks() {
      return seeks;
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everyPlaceHoldsWhatTheSourceHas() throws IOException {
    byte[] bytes = bytes(5_000_000);
    Random random = new Random(4);
    try (SourceChannel channel = new SourceChannel(new Asked(bytes, true))) {
      for (int turn = 0; turn < 300; turn++) {
        int from = random.nextInt(bytes.length);
        int count = Math.min(bytes.length - from, 1 + random.nextInt(300_000));
        ByteBuffer into = ByteBuffer.allocate(count);
        channel.position(from);
        while (into.hasRemaining() && channel.read(into) >= 0) {
          // until it is full
        }
        assertArrayEquals(Arrays.copyOfRange(bytes, from, from + count), into.array());
      }
      assertEquals(-1, channel.position(bytes.length).read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void aZipOfManySmallFilesIsAskedForSomeTimesOnly() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      files.put("f" + i + ".bin", bytes(3000));
    }
    Asked asked = new Asked(Archives.zip(files), true);
    assertEquals(1000, Archives.list(asked, Archives.LIMITS).size());
    assertTrue(asked.times < 10, "asked " + asked.times + " times");
  }

  @Test
  void aLargeFileIsGoneOverWhereTheSourceCanBeSought() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("large.bin", bytes(8_000_000));
    files.put("after.csv", Archives.text("a\n1\n"));
    Asked asked = new Asked(Archives.stored(files), true);
    assertEquals(2, Archives.list(asked, Archives.LIMITS).size());
    Asked forward = new Asked(Archives.stored(files), false);
    assertEquals(2, Archives.list(forward, Archives.LIMITS).size());
    assertTrue(forward.times <= asked.times, forward.times + " and " + asked.times);
  }
}
