package org.sluice.live.agreed;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Routes that no hub of a lake runs, such as those that are looked at: what is wanted is so. */
public final class Alone implements Agreement {
  private static final Duration LONG = Duration.ofDays(10_000);
  private LakeSet set = LakeSet.NONE;
  private List<String> differences = List.of();

  @Override
  public synchronized Optional<LakeSet> agree(List<SetFile> wants, List<Unfit> refuses) {
    Instant now = Instant.now();
    set = set.heard(new HubWish("alone", "alone", now.plus(LONG), wants, refuses), now);
    return Optional.of(set);
  }

  @Override
  public synchronized void took(LakeSet taken, List<String> differing) {
    differences = List.copyOf(differing);
  }

  @Override
  public synchronized Optional<LakeSet> taken() {
    return differences.isEmpty() ? Optional.of(set) : Optional.empty();
  }

  @Override
  public synchronized List<String> differences() {
    return differences;
  }

  @Override
  public List<String> disputes() {
    return List.of();
  }

  @Override
  public synchronized void forget(Collection<String> routes) {
    set = set.forgetting(routes);
  }

  @Override
  public void close() {
    // There is nobody to be told.
  }
}
