package org.sluice.gold.members;

import org.sluice.event.ObjectKey;
import org.sluice.run.GoldRemover;

/** Lets the members of older versions of an archive go, and with each what came of it. */
public final class MemberRemover implements GoldRemover {
  private final Gone gone;

  /** Tells the lake that members are no more. */
  @FunctionalInterface
  public interface Gone {
    /**
     * @param route whose members they are
     * @param newest version of the archive; members of an older one go
     * @param itself whether those of the newest go too, as long as no other route has them
     * @return how many
     */
    long tell(ObjectKey archive, String route, String newest, boolean itself);
  }

  public MemberRemover(Gone gone) {
    this.gone = gone;
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    boolean itself = !stale.isReplaced() && stale.versions().contains(stale.newest());
    return gone.tell(stale.key(), stale.route(), stale.newest(), itself);
  }
}
