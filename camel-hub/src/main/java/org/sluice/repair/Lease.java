package org.sluice.repair;

import java.time.Instant;

/** Something that this hub does and no other, as long as it holds. Renewed in the background. */
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final String name;
  private final long term;
  private volatile Instant until;

  Lease(Leases leases, String name, long term, Instant until) {
    this.leases = leases;
    this.name = name;
    this.term = term;
    this.until = until;
  }

  public String name() {
    return name;
  }

  /** Grows each time that the lease is taken: what a later holder wrote is known by it. */
  public long term() {
    return term;
  }

  /** Whether it is still this hub's; who works under it asks before each piece of work. */
  public boolean holds() {
    return Instant.now().isBefore(until);
  }

  /** Says what its holder is at, for {@link Leases#isAt}; null for nothing. */
  public void at(String what) {
    leases.at(this, what);
  }

  void until(Instant end) {
    until = end;
  }

  /** Lets another hub have it. */
  @Override
  public void close() {
    leases.release(this);
  }
}
