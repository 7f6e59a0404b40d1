package org.sluice.run;

import java.util.List;
import java.util.concurrent.RunnableFuture;
import java.util.function.Supplier;
import org.sluice.event.LakeObject;
import org.sluice.fault.FaultException;

/**
 * A run as it is seen behind a block that makes more or fewer records of those it takes, or by a
 * sink: they are counted anew from there on. Each branch of a route has its own count.
 */
record CountedRun(RunView run, long recordsBefore) implements RunView {
  @Override
  public LakeObject object() {
    return run.object();
  }

  @Override
  public String route() {
    return run.route();
  }

  @Override
  public String revision() {
    return run.revision();
  }

  @Override
  public void writes(List<GoldPlace> places) {
    run.writes(places);
  }

  @Override
  public void wrote(GoldWrite write) {
    run.wrote(write);
  }

  @Override
  public long chunkBytes() {
    return run.chunkBytes();
  }

  @Override
  public int parts() {
    return run.parts();
  }

  @Override
  public void beside(RunnableFuture<?> work) {
    run.beside(work);
  }

  @Override
  public void handsOver(long records, boolean more) {
    run.handsOver(records, more);
  }

  @Override
  public boolean skips() {
    return run.skips();
  }

  @Override
  public void reject(FaultException why) {
    run.reject(why);
  }

  @Override
  public void hold(long bytes) {
    run.hold(bytes);
  }

  @Override
  public void remember(long bytes) {
    run.remember(bytes);
  }

  @Override
  public <T> T kept(Object owner, Supplier<T> first) {
    return run.kept(owner, first);
  }
}
