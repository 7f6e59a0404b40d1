package org.sluice.enrich;

import java.io.InputStream;
import java.nio.charset.Charset;
import org.sluice.run.RunView;

/** The encoding that a route says its texts are in; made once for each block that reads such. */
public final class Encoding {
  private final Charset said;
  private final String block;

  private Encoding(Charset said, String block) {
    this.said = said;
    this.block = block;
  }

  /**
   * What the parameter {@code encoding} says; UTF-8 where it says nothing.
   *
   * @param block what the route calls the block
   */
  public static Encoding of(BlockParameters parameters, String block) {
    return new Encoding(parameters.charset("encoding"), block);
  }

  /** That of a text without a byte order mark. */
  public Charset charset() {
    return said;
  }

  /** The bytes, to be read in its stead: the run notes it where they are UTF-8 after all. */
  public InputStream watched(InputStream bytes, RunView run) {
    return said.name().startsWith("UTF-")
        ? bytes
        : run.kept(this, () -> new Misread(bytes, said, block));
  }
}
