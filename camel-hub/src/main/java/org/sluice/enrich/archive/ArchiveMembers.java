package org.sluice.enrich.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.apache.camel.Exchange;
import org.sluice.archive.Archive;
import org.sluice.archive.ByteSource;
import org.sluice.archive.Held;
import org.sluice.archive.Limits;
import org.sluice.archive.Listing;
import org.sluice.enrich.Block;
import org.sluice.enrich.BlockParameters;
import org.sluice.event.LakeObject;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;

/**
 * {@code archive-members}: from an archive's bytes (ZIP, TAR, TAR in gzip) to its {@link Listing}:
 * a record of each file, {@code path}, {@code size}, {@code content_type} and, where it is not to
 * be read, {@code refused} with the reason.
 *
 * <p>Parameters: {@code maxMembers}, {@code maxMemberBytes}, {@code maxTotalBytes}, {@code
 * maxRatio}, {@code nested} (how deep archives within archives are opened), {@code encoding} of
 * names.
 *
 * <p>Declines archives without files, gzip without a TAR, and archives that stand too deep. Faults:
 * object-empty, archive-malformed, archive-limit.
 */
public final class ArchiveMembers implements Block {
  private final Limits limits;
  private final long nested;
  private final Charset encoding;
  private final Object noted = new Object();

  public ArchiveMembers(BlockParameters parameters) {
    this.limits =
        new Limits(
            parameters.number("maxMembers", 10_000),
            parameters.number("maxMemberBytes", 1L << 30),
            parameters.number("maxTotalBytes", 10L << 30),
            parameters.number("maxRatio", 200));
    this.nested = parameters.count("nested", 0);
    this.encoding = parameters.charset("encoding", null);
  }

  @Override
  public void apply(Exchange exchange, RunView run) throws IOException {
    LakeObject object = run.object();
    int depth = object.member() == null ? 0 : object.member().depth();
    if (depth > nested) {
      throw new DeclinedException(
          "The archive stands in another one, "
              + depth
              + " deep, and is not opened: nested is "
              + nested
              + ".");
    }
    Archive archive = new Archive(source(exchange), limits, encoding, () -> run.hold(0));
    Listing members = archive.list(object.contentType());
    if (members == null) {
      throw new DeclinedException("There is no TAR in the gzip.");
    }
    if (members.isEmpty()) {
      throw new DeclinedException("There is no file in the archive.");
    }
    run.kept(noted, () -> new OddMembers(members));
    run.handsOver(members.size(), false);
    exchange.getMessage().setBody(members);
  }

  private static ByteSource source(Exchange exchange) throws IOException {
    ByteSource source = exchange.getProperty(ByteSource.PROPERTY, ByteSource.class);
    if (source != null) {
      return source;
    }
    InputStream in = exchange.getMessage().getBody(InputStream.class);
    if (in == null) {
      throw new IllegalStateException(
          "The body is not the object's bytes: this block stands first in a route");
    }
    return Held.of(in);
  }
}
