package org.sluice.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.sluice.enrich.part.Start;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * An object's bytes as text. A byte order mark says the encoding; without one it is as given. Bytes
 * that are none of it are a fault with their line, once everything before them has been read.
 */
public final class TextSource extends Reader {
  /** How much may be looked at before it is read. */
  public static final int PEEK = 1 << 16;

  private static final int MARK = 4;

  /** Letters that are decoded at a time where nobody looks ahead. */
  private static final int WITHIN = 1 << 13;

  private static final Pattern ONE_BYTE =
      Pattern.compile("UTF-8|US-ASCII|ISO-8859-\\d+|windows-125\\d");

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 13).flip();
  private final CharBuffer text;
  private final CharsetDecoder decoder;
  private final Charset charset;
  private FaultException fault;
  private boolean end;
  private boolean flushed;
  private boolean afterReturn;
  private long offset;
  private long line;

  /**
   * @param charset of what has no byte order mark
   */
  public TextSource(InputStream in, Charset charset) throws IOException {
    this(in, charset, Start.OBJECT);
  }

  /**
   * @param start within a text there is no byte order mark
   */
  public TextSource(InputStream in, Charset charset, Start start) throws IOException {
    this.in = in;
    text = CharBuffer.allocate(start.isFirst() ? PEEK : WITHIN).flip();
    offset = start.bytes();
    line = start.lines() + 1;
    while (bytes.remaining() < MARK && !end) {
      more();
    }
    Charset marked = start.isFirst() ? marked(first()) : null;
    bytes.position(bytes.position() + markBytes(marked));
    offset += markBytes(marked);
    this.charset = marked == null ? charset : marked;
    decoder =
        this.charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The encoding, as it was said or as a byte order mark says it. */
  public Charset charset() {
    return charset;
  }

  /** Whether a line feed, and all letters of ASCII, are one byte and no part of another letter. */
  public static boolean endsLinesInOneByte(Charset charset) {
    return ONE_BYTE.matcher(charset.name()).matches();
  }

  /**
   * The encoding that a byte order mark says; null without one.
   *
   * @param beginning a text's first bytes, at least four if it has as many
   */
  public static Charset marked(byte[] beginning) {
    String first = HexFormat.of().formatHex(beginning, 0, Math.min(MARK, beginning.length));
    if (first.startsWith("efbbbf")) {
      return StandardCharsets.UTF_8;
    }
    if (first.equals("fffe0000") || first.equals("0000feff")) {
      return Charset.forName(first.startsWith("ff") ? "UTF-32LE" : "UTF-32BE");
    }
    return first.startsWith("fffe")
        ? StandardCharsets.UTF_16LE
        : first.startsWith("feff") ? StandardCharsets.UTF_16BE : null;
  }

  /** How many bytes the byte order mark of such an encoding has; null has none. */
  public static int markBytes(Charset marked) {
    if (marked == null) {
      return 0;
    }
    return marked.equals(StandardCharsets.UTF_8) ? 3 : marked.name().startsWith("UTF-32") ? 4 : 2;
  }

  /**
   * The text that comes next, without reading it; of a text that is read from its beginning.
   *
   * @return as much as there is, and no more than {@link #PEEK}
   */
  public String peek() throws IOException {
    while (text.remaining() < PEEK && fault == null && !flushed) {
      fill();
    }
    return text.toString();
  }

  /** Passes over some lines, as many as there are. */
  public void skipLines(long lines) throws IOException {
    for (long left = lines; left > 0; ) {
      int letter = read();
      left -= letter == '\n' ? 1 : 0;
      if (letter < 0) {
        return;
      }
    }
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    while (!text.hasRemaining()) {
      if (fault != null) {
        throw fault;
      }
      if (flushed) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, text.remaining());
    text.get(buffer, from, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] first() {
    byte[] first = new byte[Math.min(MARK, bytes.remaining())];
    bytes.duplicate().get(first);
    return first;
  }

  private void more() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    end = read < 0;
    bytes.position(bytes.position() + Math.max(read, 0)).flip();
  }

  private void fill() throws IOException {
    text.compact();
    int from = text.position();
    int before = bytes.position();
    CoderResult result = decoder.decode(bytes, text, end);
    offset += bytes.position() - before;
    if (result.isUnderflow() && end) {
      flushed = decoder.flush(text).isUnderflow();
    }
    text.flip();
    count(from);
    if (result.isError() && fault == null) {
      fault = wrong("is not " + charset + ": say 'encoding', such as windows-1252");
    } else if (result.isUnderflow() && !end) {
      more();
    }
  }

  /** Counts the lines of what was decoded, and cuts it at what no text holds. */
  private void count(int from) {
    char[] letters = text.array();
    int limit = text.limit();
    for (int i = from; i < limit; i++) {
      char letter = letters[i];
      if (letter == 0) {
        text.limit(i);
        fault =
            wrong("holds a zero byte: it is no text, or in an encoding that 'encoding' must say");
        return;
      }
      line += letter == '\r' || (letter == '\n' && !afterReturn) ? 1 : 0;
      afterReturn = letter == '\r';
    }
  }

  private FaultException wrong(String what) {
    return new FaultException(
        Fault.TEXT_UNREADABLE, "Line " + line + " (near byte " + offset + ") " + what + ".");
  }
}
