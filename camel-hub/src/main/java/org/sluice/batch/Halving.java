package org.sluice.batch;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;

/**
 * Writes a batch so that a record which the database refuses takes no other with it.
 *
 * @param <T> a record
 */
public final class Halving<T> {
  private final int most;
  private final Function<T, ?> owner;
  private final Consumer<List<T>> write;
  private final Map<T, FaultException> guilty = new IdentityHashMap<>();
  private final Map<Object, Integer> byOwner = new IdentityHashMap<>();

  private Halving(int most, Function<T, ?> owner, Consumer<List<T>> write) {
    this.most = most;
    this.owner = owner;
    this.write = write;
  }

  /**
   * Writes records. Where the data is at fault, each half is written by itself, until the guilty
   * record is alone; all others are written. Where more are guilty than are looked for, each
   * owner's records are written by themselves, and nobody's count as guilty for another's.
   *
   * @param most guilty records that are looked for, and as many of each owner; then the rest of
   *     that owner's that fails counts as guilty
   * @param owner whose a record is, by identity; asked only where some are refused. An owner's
   *     records stand together
   * @param write writes all of a list or throws; called again with parts of it
   * @return why each guilty record was refused
   * @throws FaultException any fault that is not the data's: nothing is known of any record then
   */
  public static <T> Map<T, FaultException> write(
      List<T> records, int most, Function<T, ?> owner, Consumer<List<T>> write) {
    Halving<T> halving = new Halving<>(most, owner, write);
    halving.write(records);
    return halving.guilty;
  }

  private void write(List<T> records) {
    if (records.isEmpty()) {
      return;
    }
    try {
      write.accept(records);
    } catch (FaultException e) {
      if (e.fault().kind() != FaultKind.DATA) {
        throw e;
      }
      narrow(records, e);
    }
  }

  private void narrow(List<T> records, FaultException why) {
    Object first = owner.apply(records.get(0));
    boolean ofOne = endOfOwner(records, 0) == records.size();
    if (records.size() == 1 || (ofOne && byOwner.getOrDefault(first, 0) >= most)) {
      records.forEach(record -> guilty.put(record, why));
      byOwner.merge(first, records.size(), Integer::sum);
    } else if (ofOne || guilty.size() < most) {
      int half = records.size() / 2;
      write(records.subList(0, half));
      write(records.subList(half, records.size()));
    } else {
      for (int from = 0; from < records.size(); ) {
        int to = endOfOwner(records, from);
        write(records.subList(from, to));
        from = to;
      }
    }
  }

  /** Where the records end that are of the same owner as that at a position. */
  private int endOfOwner(List<T> records, int from) {
    Object mine = owner.apply(records.get(from));
    int to = from + 1;
    while (to < records.size() && owner.apply(records.get(to)) == mine) {
      to++;
    }
    return to;
  }
}
