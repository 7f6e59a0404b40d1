package org.sluice.repair.reconcile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.sluice.catalogue.Inventory.Known;

/**
 * What the catalogue knows of a container's objects in the order of Swift's listings, on the disk
 * what the memory is not to hold. Sorted here and not by the database, whose order is another.
 */
final class SortedKnown implements AutoCloseable {
  /** Of an object, as much as a listing shows. */
  record Entry(String name, String changed, String etag, boolean settled) {
    static Entry of(Known known) {
      return new Entry(known.name(), known.changed(), known.etag(), known.status().isFinal());
    }

    private void write(DataOutputStream out) throws IOException {
      out.writeUTF(name);
      out.writeUTF(changed);
      out.writeUTF(etag == null ? "" : etag);
      out.writeBoolean(settled);
    }

    private static Entry read(DataInputStream in) throws IOException {
      String name = in.readUTF();
      String changed = in.readUTF();
      String etag = in.readUTF();
      return new Entry(name, changed, etag.isEmpty() ? null : etag, in.readBoolean());
    }

    private int letters() {
      return name.length() + 100;
    }
  }

  private static final Comparator<Entry> ORDER =
      (one, other) -> ByteOrder.compare(one.name(), other.name());

  private final long mostLetters;
  private final List<Path> parts = new ArrayList<>();
  private final List<DataInputStream> open = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private long letters;

  /**
   * @param mostLetters of names and what belongs to them, that are kept in memory
   */
  SortedKnown(long mostLetters) {
    this.mostLetters = mostLetters;
  }

  void add(Entry entry) {
    entries.add(entry);
    letters += entry.letters();
    if (letters > mostLetters) {
      putAside();
    }
  }

  private void putAside() {
    entries.sort(ORDER);
    try {
      Path part = Files.createTempFile("sluice-reconcile", ".part");
      parts.add(part);
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        for (Entry entry : entries) {
          entry.write(out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.clear();
    letters = 0;
  }

  /** All entries in order; once. */
  Iterator<Entry> iterator() {
    entries.sort(ORDER);
    if (parts.isEmpty()) {
      return entries.iterator();
    }
    PriorityQueue<Head> heads =
        new PriorityQueue<>((one, other) -> ORDER.compare(one.entry(), other.entry()));
    try {
      for (Path part : parts) {
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(part)));
        open.add(in);
        push(heads, new FromFile(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    push(heads, entries.iterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !heads.isEmpty();
      }

      @Override
      public Entry next() {
        Head least = heads.poll();
        if (least == null) {
          throw new NoSuchElementException();
        }
        push(heads, least.from());
        return least.entry();
      }
    };
  }

  private record Head(Entry entry, Iterator<Entry> from) {}

  private static void push(PriorityQueue<Head> heads, Iterator<Entry> from) {
    if (from.hasNext()) {
      heads.add(new Head(from.next(), from));
    }
  }

  /** Entries of a file, in the order in which they stand there. */
  private static final class FromFile implements Iterator<Entry> {
    private final DataInputStream in;
    private Entry next;

    FromFile(DataInputStream in) {
      this.in = in;
      this.next = read();
    }

    private Entry read() {
      try {
        return Entry.read(in);
      } catch (EOFException e) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Entry next() {
      Entry now = next;
      if (now == null) {
        throw new NoSuchElementException();
      }
      next = read();
      return now;
    }
  }

  @Override
  public void close() {
    try {
      for (DataInputStream in : open) {
        in.close();
      }
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
