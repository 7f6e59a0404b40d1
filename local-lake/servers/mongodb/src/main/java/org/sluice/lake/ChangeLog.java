package org.sluice.lake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What changed since the store was last committed, appended to files beside it: an append costs a
 * hundredth of a commit, which writes whole pages and each map's root.
 *
 * <p>A file has a generation. The store knows from which on they count, so that what a commit holds
 * is not done once more. A record is its length, a CRC-32 of the rest, the collection's name, the
 * document's id (empty where only the document tells it) and, unless it was removed, the document
 * as BSON.
 *
 * <p>Not safe for several threads at once, but for {@link #sync}.
 */
final class ChangeLog implements AutoCloseable {
  private static final int HEAD = 8;

  private final Path store;
  private final ByteBuf pending = Unpooled.buffer(1 << 16);
  private volatile FileChannel file;
  private long generation;
  private long size;

  /**
   * @param store the store's file
   * @param generation from which on files count
   */
  ChangeLog(Path store, long generation) {
    this.store = store;
    this.generation = generation;
  }

  /** A change on record. */
  interface Change {
    /**
     * @param bson the document; null where it was removed
     */
    void of(String collection, Object id, byte[] bson);
  }

  /** Tells what the files hold, in order, up to a record that was cut off. */
  void replay(Change change) throws IOException {
    for (Path each : files()) {
      if (generation(each) >= generation) {
        ByteBuf all = Unpooled.wrappedBuffer(Files.readAllBytes(each));
        while (isWhole(all)) {
          ByteBuf record = all.readSlice(HEAD + all.getInt(all.readerIndex())).skipBytes(HEAD);
          String collection = text(record);
          String id = text(record);
          byte[] bson = record.isReadable() ? ByteBufUtil.getBytes(record) : null;
          boolean told = bson == null || !id.isEmpty();
          change.of(collection, told ? id : StoredDocument.document(bson).get("_id"), bson);
        }
        generation = generation(each);
      }
    }
  }

  private static boolean isWhole(ByteBuf all) {
    if (all.readableBytes() < HEAD) {
      return false;
    }
    int at = all.readerIndex();
    int length = all.getInt(at);
    return length > 0
        && length <= all.readableBytes() - HEAD
        && all.getInt(at + 4) == sum(all, at + HEAD, length);
  }

  /** Notes that a document has changed whose id is no text. */
  void note(String collection, byte[] bson) {
    note(collection, "", bson);
  }

  /** Notes a change; {@link #write} puts it into the file. */
  void note(String collection, String id, byte[] bson) {
    int at = pending.writerIndex();
    pending.writeLong(0);
    text(collection);
    text(id);
    if (bson != null) {
      pending.writeBytes(bson);
    }
    int length = pending.writerIndex() - at - HEAD;
    pending.setInt(at, length).setInt(at + 4, sum(pending, at + HEAD, length));
  }

  /** Returns once the operating system has all that was noted: it outlives this process. */
  void write() {
    try {
      if (file == null) {
        file =
            FileChannel.open(
                path(generation), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      while (pending.isReadable()) {
        pending.readBytes(file, pending.readableBytes());
      }
      size += pending.writerIndex();
      pending.clear();
    } catch (IOException e) {
      cutOff();
      throw new UncheckedIOException("The change log of " + store + " takes nothing", e);
    }
  }

  /** Nothing may stand behind a record that is not whole: the next write begins with it again. */
  private void cutOff() {
    pending.readerIndex(0);
    try {
      if (file != null) {
        file.truncate(size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The change log of " + store + " cannot be mended", e);
    }
  }

  /** Bytes of the current file. */
  long size() {
    return size;
  }

  /** Has the disk hold what was written. */
  void sync() throws IOException {
    FileChannel now = file;
    try {
      if (now != null) {
        now.force(false);
      }
    } catch (ClosedChannelException e) {
      return; // a commit has made it needless
    }
  }

  /**
   * What comes goes to a new file; what was noted and not written yet is dropped, as is all before
   * it, once the store is committed under the new generation.
   *
   * @return the new file's generation
   */
  long next() {
    close();
    pending.clear();
    size = 0;
    return ++generation;
  }

  /** Forgets files that count no more. */
  void forgetBefore(long first) {
    try {
      for (Path each : files()) {
        if (generation(each) < first) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An old change log of " + store + " stays", e);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    try (var all =
        Files.newDirectoryStream(store.getParent(), store.getFileName() + ".changes-*")) {
      all.forEach(found::add);
    }
    found.sort(java.util.Comparator.comparingLong(ChangeLog::generation));
    return found;
  }

  private Path path(long number) {
    return store.resolveSibling(store.getFileName() + ".changes-" + number);
  }

  private static long generation(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }

  private static int sum(ByteBuf all, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(all.nioBuffer(from, length));
    return (int) sum.getValue();
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    pending.writeInt(bytes.length).writeBytes(bytes);
  }

  private static String text(ByteBuf record) {
    return record.readCharSequence(record.readInt(), StandardCharsets.UTF_8).toString();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The change log of " + store + " cannot be closed", e);
    }
  }
}
