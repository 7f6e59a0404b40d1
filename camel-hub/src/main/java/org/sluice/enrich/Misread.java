package org.sluice.enrich;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.sluice.run.Noted;

/**
 * Bytes that are said to be in an encoding of another kind, and may be UTF-8 all the same: most of
 * those take any bytes, so that nobody sees it. Looks at letters beyond ASCII until one is not
 * UTF-8, or so many were that it is sure.
 */
final class Misread extends FilterInputStream implements Noted {
  private static final int SURE = 1000;
  private static final int MARK = 0xfeff;

  private final Charset said;
  private final String block;
  private final Charset read;
  private boolean looks = true;
  private boolean other;
  private int letters;
  private int first;
  private long firstLine;
  private long line = 1;
  private boolean afterReturn;
  private boolean begun;

  /** What of a letter there is so far, how many bytes it wants, and the least that it may be. */
  private int letter;

  private int wants;
  private int least;

  /**
   * @param block whose parameter says the encoding; null where the object's content type does
   * @param read the encoding that it is read in
   */
  Misread(InputStream in, Charset said, String block, Charset read) {
    super(in);
    this.said = said;
    this.read = read;
    this.block = block;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0 && looks) {
      look(read);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = offset; i < offset + count && looks; i++) {
      look(buffer[i] & 0xff);
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void look(int next) {
    if (wants > 0) {
      letter = letter << 6 | next & 0x3f;
      wants--;
      if ((next & 0xc0) != 0x80) {
        refuse();
      } else if (wants == 0) {
        take();
      }
    } else if (next < 0x80) {
      line += next == '\r' || (next == '\n' && !afterReturn) ? 1 : 0;
      afterReturn = next == '\r';
      begun = true;
    } else if (next >= 0xc2 && next <= 0xf4) {
      wants = next < 0xe0 ? 1 : next < 0xf0 ? 2 : 3;
      least = wants == 1 ? 0x80 : wants == 2 ? 0x800 : 0x10000;
      letter = next & (0x3f >> wants);
    } else {
      refuse();
    }
  }

  private void take() {
    boolean surrogate = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
    // A byte order mark says that it is UTF-8, and it is read so.
    boolean marked = letter == MARK && !begun;
    if (letter < least || letter > Character.MAX_CODE_POINT || surrogate || marked) {
      refuse();
      return;
    }
    begun = true;
    if (letters++ == 0) {
      first = letter;
      firstLine = line;
    }
    looks = letters < SURE;
  }

  private void refuse() {
    other = true;
    looks = false;
  }

  @Override
  public String note() {
    if (other || letters == 0) {
      return null;
    }
    String seen = Character.toString(first);
    if (read.equals(StandardCharsets.UTF_8)) {
      return ("Letters beyond ASCII stand in the object as UTF-8, such as %s in line %d, and are read"
              + " so, though its content type says %s. Upload it with charset=utf-8.")
          .formatted(shown(seen), firstLine, said);
    }
    return ("Letters beyond ASCII stand in the object as UTF-8, such as %s in line %d, but %s says"
            + " %s, which reads %s there. %s")
        .formatted(
            shown(seen),
            firstLine,
            block == null ? "its content type" : "'encoding' of " + block,
            said,
            shown(new String(seen.getBytes(StandardCharsets.UTF_8), said)),
            block == null
                ? "Upload it with charset=utf-8."
                : "Leave 'encoding' out for objects in UTF-8, or upload them in " + said + ".");
  }

  /** What has no shape of its own by its number. */
  private static String shown(String text) {
    return text.codePoints()
        .mapToObj(each -> hasShape(each) ? Character.toString(each) : "U+%04X".formatted(each))
        .collect(Collectors.joining());
  }

  private static boolean hasShape(int letter) {
    return Character.isDefined(letter)
        && !Character.isISOControl(letter)
        && !Character.isSpaceChar(letter)
        && Character.getType(letter) != Character.FORMAT;
  }
}
