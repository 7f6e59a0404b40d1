package org.sluice.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import org.sluice.event.ContentTypes;
import org.sluice.event.LakeObject;
import org.sluice.run.RunView;

/**
 * The encoding that a route says its texts are in, or else an object's content type; made once for
 * each block that reads such.
 */
public final class Encoding {
  private final Charset said;
  private final String block;

  private Encoding(Charset said, String block) {
    this.said = said;
    this.block = block;
  }

  /**
   * What the parameter {@code encoding} says.
   *
   * @param block what the route calls the block
   */
  public static Encoding of(BlockParameters parameters, String block) {
    return new Encoding(parameters.charset("encoding", null), block);
  }

  /**
   * An object's text.
   *
   * @param bytes to be read in the stead of those that it was opened with
   * @param charset of a text without a byte order mark
   */
  public record Opened(InputStream bytes, Charset charset) {}

  /**
   * UTF-8 where nothing says the encoding, or where the content type alone says another and the
   * beginning is UTF-8 beyond ASCII. The run notes what is UTF-8 though another is said.
   */
  public Opened open(InputStream bytes, RunView run) throws IOException {
    Charset charset = said == null ? ofContentType(run.object()) : said;
    if (charset.name().startsWith("UTF-")) {
      return new Opened(bytes, charset);
    }
    if (said != null) {
      return new Opened(run.kept(this, () -> new Misread(bytes, said, block, said)), said);
    }
    byte[] beginning = bytes.readNBytes(TextSource.PEEK);
    PushbackInputStream all = new PushbackInputStream(bytes, TextSource.PEEK);
    all.unread(beginning);
    Charset read = isUtf8(beginning) ? UTF_8 : charset;
    return new Opened(run.kept(this, () -> new Misread(all, charset, null, read)), read);
  }

  private static Charset ofContentType(LakeObject object) {
    return ContentTypes.charset(object.contentType()).orElse(UTF_8);
  }

  /** Whether there are letters beyond ASCII, and all are UTF-8. */
  private static boolean isUtf8(byte[] beginning) {
    CharBuffer text = CharBuffer.allocate(beginning.length);
    boolean whole = beginning.length < TextSource.PEEK;
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(beginning), text, whole).isUnderflow()
        && text.flip().chars().anyMatch(letter -> letter > 0x7f);
  }
}
