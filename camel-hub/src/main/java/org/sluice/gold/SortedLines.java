package org.sluice.gold;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Sorts any number of lines, on the disk what the memory does not hold. */
final class SortedLines implements AutoCloseable {
  private static final long MOST_LETTERS = 8 << 20;

  private final List<Path> parts = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private long letters;

  /**
   * @param line without a line break
   */
  void add(String line) {
    lines.add(line);
    letters += line.length();
    if (letters > MOST_LETTERS) {
      putAside();
    }
  }

  private void putAside() {
    try {
      Collections.sort(lines);
      Path part = Files.createTempFile("sluice-dump", ".part");
      parts.add(part);
      Files.write(part, lines, StandardCharsets.UTF_8);
      lines.clear();
      letters = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines in order. */
  void forEach(Consumer<String> each) {
    Collections.sort(lines);
    if (parts.isEmpty()) {
      lines.forEach(each);
      return;
    }
    putAside();
    List<BufferedReader> readers = new ArrayList<>();
    try {
      PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::line));
      for (Path part : parts) {
        BufferedReader reader = Files.newBufferedReader(part, StandardCharsets.UTF_8);
        readers.add(reader);
        push(heads, reader);
      }
      while (!heads.isEmpty()) {
        Head least = heads.poll();
        each.accept(least.line());
        push(heads, least.from());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      readers.forEach(SortedLines::close);
    }
  }

  private record Head(String line, BufferedReader from) {}

  private static void push(PriorityQueue<Head> heads, BufferedReader reader) throws IOException {
    String line = reader.readLine();
    if (line != null) {
      heads.add(new Head(line, reader));
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
  }
}
