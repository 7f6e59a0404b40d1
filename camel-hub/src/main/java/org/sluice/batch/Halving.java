package org.sluice.batch;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;

/** Writes a batch so that a record which the database refuses takes no other with it. */
public final class Halving {
  private Halving() {}

  /**
   * Writes records. Where the data is at fault, each half is written by itself, until the guilty
   * record is alone; all others are written.
   *
   * @param write writes all of a list or throws; called again with parts of it
   * @param most guilty records that are looked for; then the rest of what fails counts as guilty
   * @return why each guilty record was refused
   * @throws FaultException any fault that is not the data's: nothing is known of any record then
   */
  public static <T> Map<T, FaultException> write(
      List<T> records, int most, Consumer<List<T>> write) {
    Map<T, FaultException> guilty = new IdentityHashMap<>();
    write(records, most, write, guilty);
    return guilty;
  }

  private static <T> void write(
      List<T> records, int most, Consumer<List<T>> write, Map<T, FaultException> guilty) {
    if (records.isEmpty()) {
      return;
    }
    try {
      write.accept(records);
    } catch (FaultException e) {
      if (e.fault().kind() != FaultKind.DATA) {
        throw e;
      }
      if (records.size() == 1 || guilty.size() >= most) {
        records.forEach(record -> guilty.put(record, e));
        return;
      }
      int half = records.size() / 2;
      write(records.subList(0, half), most, write, guilty);
      write(records.subList(half, records.size()), most, write, guilty);
    }
  }
}
