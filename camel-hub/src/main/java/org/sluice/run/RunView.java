package org.sluice.run;

import java.util.List;
import java.util.concurrent.RunnableFuture;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.sluice.event.LakeObject;
import org.sluice.fault.FaultException;

/**
 * What a block or a sink sees of the run that it works for.
 *
 * <p>A large object goes through its route in passes: the block that reads it hands over some
 * records, says that there are more, and is called again when the sinks have written them. Blocks
 * behind it see a list at a time; what they must know of the passes before they keep in the run.
 */
public interface RunView {
  /** Name of the exchange property that holds the run. */
  String PROPERTY = "sluice.run";

  /**
   * Name of the exchange property that says how many records came in the passes before, behind a
   * block that makes more or fewer of them.
   */
  String BEFORE = "sluice.records-before";

  /** The version of the object that runs. */
  LakeObject object();

  /** Id of the route. */
  String route();

  /** Hash of the route's files. */
  String revision();

  /**
   * To be called just before a sink writes: what it is about to write to is put on record first.
   *
   * @param places where it writes in this pass
   * @throws SupersededException when a newer version of the object has been registered
   */
  void writes(List<GoldPlace> places);

  /** To be called after a sink wrote: the run's record says what is where in gold. */
  void wrote(GoldWrite write);

  /** How many records of the object came to this place of the route in the passes before. */
  long recordsBefore();

  /** The same run as it is seen where so many records came in the passes before. */
  default RunView counted(long before) {
    return new CountedRun(this, before);
  }

  /** Bytes of an object after which its reader hands over what it has. */
  long chunkBytes();

  /**
   * How many parts of the object, each of {@link #chunkBytes}, the block that reads it may hold at
   * a time, that which it hands over included; 1 where it reads on only once that is written.
   */
  int parts();

  /** Does work on another thread, as soon as one is free; the run may do it itself before. */
  void beside(RunnableFuture<?> work);

  /**
   * To be called by the block that reads the object.
   *
   * @param records how many it hands over in this pass
   * @param more whether it is to be called once more
   */
  void handsOver(long records, boolean more);

  /** Whether the route goes on without records that cannot be taken. */
  boolean skips();

  /**
   * To be called for a record that cannot be taken. Where the route skips such, it is put on record
   * and the caller goes on without it.
   *
   * @param why names the record
   * @throws FaultException the same, where the route does not
   */
  void reject(FaultException why);

  /** Waits until so many bytes of objects may be held in memory by this run. */
  void hold(long bytes);

  /**
   * Waits until so many bytes more may be held in memory, beside what is held of the object, until
   * the run ends: of what a block remembers.
   */
  void remember(long bytes);

  /**
   * What a block keeps from one pass to the next; made at the first.
   *
   * @param owner the block
   */
  <T> T kept(Object owner, Supplier<T> first);

  /**
   * @throws IllegalStateException when the exchange belongs to no run
   */
  static RunView of(Exchange exchange) {
    RunView run = exchange.getProperty(PROPERTY, RunView.class);
    if (run == null) {
      throw new IllegalStateException(
          "No run belongs to this exchange: this block works only behind lake:objects");
    }
    Long before = exchange.getProperty(BEFORE, Long.class);
    return before == null ? run : run.counted(before);
  }
}
