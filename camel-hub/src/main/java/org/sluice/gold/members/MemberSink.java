package org.sluice.gold.members;

import java.util.List;
import org.sluice.archive.Listing;
import org.sluice.enrich.Unread;
import org.sluice.event.LakeObject;
import org.sluice.gold.Sink;
import org.sluice.run.GoldPlace;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;

/**
 * {@code gold:members}: makes an object of each file of an archive, from the {@link Listing} that
 * {@code enrich:archive-members} leaves. The ledger names them as it names records, so that they go
 * with their archive.
 */
public final class MemberSink implements Sink {
  /** What the ledger and the operations call it. */
  public static final String SERVICE = "members";

  private final MemberWriter writer;

  public MemberSink(MemberWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(Object body, RunView run) {
    Unread.refuse(body, "archive-objects-sink", "archive-members-action");
    if (!(body instanceof Listing listing)) {
      throw new IllegalStateException(
          "The body is not an archive's members: archive-objects-sink stands right behind"
              + " archive-members-action");
    }
    LakeObject archive = run.object();
    String container = archive.key().container();
    run.writes(List.of(GoldPlace.of(SERVICE, container, "objects", archive.key().object())));
    writer.write(archive, listing.members());
    run.wrote(new GoldWrite(SERVICE, container, "objects", listing.size(), ""));
  }
}
