package org.sluice.live;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sluice.live.agreed.Agreement;
import org.sluice.live.agreed.Alone;
import org.sluice.live.agreed.LakeSet;
import org.sluice.live.agreed.SetFile;
import org.sluice.live.agreed.Unfit;

/** An agreement in which the other hubs, while they are held back, would have nothing changed. */
final class Withheld implements Agreement {
  private final Alone alone = new Alone();
  private LakeSet last;
  boolean holds;
  Runnable asked = () -> {};

  /** What a look ends with; null for well. */
  volatile Error fails;

  @Override
  public Optional<LakeSet> agree(List<SetFile> wants, List<Unfit> refuses) {
    if (fails != null) {
      throw fails;
    }
    asked.run();
    if (!holds || last == null) {
      last = alone.agree(wants, refuses).orElseThrow();
    }
    return Optional.of(last);
  }

  @Override
  public void took(LakeSet set, List<String> differences) {
    alone.took(set, differences);
  }

  @Override
  public Optional<LakeSet> taken() {
    return alone.taken();
  }

  @Override
  public List<String> differences() {
    return alone.differences();
  }

  @Override
  public List<String> disputes() {
    return List.of();
  }

  @Override
  public void forget(Collection<String> routes) {
    alone.forget(routes);
  }

  @Override
  public void close() {
    alone.close();
  }
}
