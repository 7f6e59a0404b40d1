package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * A source as the channel that a reader of ZIP jumps about in. Its end is held, since the
 * directory's end is looked for there byte by byte; elsewhere some bytes are read ahead. So many
 * small reads become few of the source.
 */
final class SourceChannel implements SeekableByteChannel {
  private static final int WINDOW = 1 << 17;

  /** A gap up to this is read over, and no new answer asked for. */
  private static final long GAP = 1 << 20;

  private final ByteSource source;
  private final long size;
  private final byte[] tail;
  private byte[] window = new byte[0];
  private long windowAt;
  private InputStream in;
  private long inAt;
  private long position;
  private long allowance = Long.MAX_VALUE;
  private String allowed = "";

  SourceChannel(ByteSource source) throws IOException {
    this.source = source;
    this.size = source.size();
    long from = Math.max(0, size - WINDOW);
    try (InputStream end = source.open(from, size - from)) {
      this.tail = end.readNBytes((int) (size - from));
    }
    if (tail.length != size - from) {
      throw Unpacking.malformed("is shorter than the " + size + " bytes that it is to have", null);
    }
  }

  /**
   * From now on so many bytes may be read, else it is a fault.
   *
   * @param what is then too large
   */
  void allow(long bytes, String what) {
    allowance = bytes;
    allowed = what;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (position >= size) {
      return -1;
    }
    byte[] from = tail;
    long at = size - tail.length;
    if (position < at) {
      load();
      from = window;
      at = windowAt;
    }
    int offset = (int) (position - at);
    int count = Math.min(into.remaining(), from.length - offset);
    allowance -= count;
    if (allowance < 0) {
      throw new FaultException(Fault.ARCHIVE_LIMIT, allowed);
    }
    into.put(from, offset, count);
    position += count;
    return count;
  }

  /** Sees to it that the window holds what comes at the position. */
  private void load() throws IOException {
    if (position >= windowAt && position < windowAt + window.length) {
      return;
    }
    boolean ahead = in != null && position >= inAt && (position - inAt <= GAP || !source.seeks());
    if (!ahead) {
      closeSource();
      in = source.open(position);
      inAt = position;
    }
    in.skipNBytes(position - inAt);
    window = in.readNBytes((int) Math.min(WINDOW, size - position));
    windowAt = position;
    inAt = position + window.length;
    if (window.length == 0) {
      throw Unpacking.malformed("ends after " + position + " of its " + size + " bytes", null);
    }
  }

  private void closeSource() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long place) {
    position = place;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    closeSource();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long length) {
    throw new NonWritableChannelException();
  }
}
