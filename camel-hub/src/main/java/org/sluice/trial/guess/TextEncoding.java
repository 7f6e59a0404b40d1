package org.sluice.trial.guess;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sluice.enrich.TextSource;
import org.sluice.trial.guess.Draft.Parameter;

/** The encoding of a text without a byte order mark: UTF-8 where it can be, else one of Latin. */
final class TextEncoding {
  /** The second takes any bytes; the first has more letters, and some bytes are none of it. */
  private static final List<Charset> LATIN =
      List.of(Charset.forName("windows-1252"), StandardCharsets.ISO_8859_1);

  private TextEncoding() {}

  /**
   * @param bytes whole lines
   */
  static Charset of(byte[] bytes) {
    return reads(StandardCharsets.UTF_8, bytes)
        ? StandardCharsets.UTF_8
        : LATIN.stream()
            .filter(each -> reads(each, bytes))
            .findFirst()
            .orElse(StandardCharsets.ISO_8859_1);
  }

  private static boolean reads(Charset charset, byte[] bytes) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The encoding as a block's parameter; none where the block finds it itself. */
  static List<Parameter> said(byte[] bytes) {
    Charset found = TextSource.marked(bytes) == null ? of(bytes) : StandardCharsets.UTF_8;
    return found.equals(StandardCharsets.UTF_8)
        ? List.of()
        : List.of(
            new Parameter(
                "encoding",
                found.name(),
                List.of(
                    "The sample's bytes are not UTF-8. Other letters than ASCII's may be those of",
                    "another encoding: look at them in the values below.")));
  }
}
