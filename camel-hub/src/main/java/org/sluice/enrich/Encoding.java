package org.sluice.enrich;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

  /** That of a text without a byte order mark; UTF-8 where nothing says it. */
  public Charset of(LakeObject object) {
    return said == null
        ? ContentTypes.charset(object.contentType()).orElse(StandardCharsets.UTF_8)
        : said;
  }

  /** The bytes, to be read in its stead: the run notes it where they are UTF-8 after all. */
  public InputStream watched(InputStream bytes, RunView run) {
    Charset charset = of(run.object());
    return charset.name().startsWith("UTF-")
        ? bytes
        : run.kept(this, () -> new Misread(bytes, charset, said == null ? null : block));
  }
}
