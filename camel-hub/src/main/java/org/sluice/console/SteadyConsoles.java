package org.sluice.console;

import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;

/**
 * Camel's registry of developer consoles, one thread at a time. As it comes, a context that starts
 * walks through its consoles while the {@code camel} command's connector adds some, and fails with
 * a ConcurrentModificationException now and then.
 */
public final class SteadyConsoles extends DefaultDevConsoleRegistry {
  @Override
  protected synchronized void doInit() throws Exception {
    super.doInit();
  }

  @Override
  protected synchronized void doStart() throws Exception {
    super.doStart();
  }

  @Override
  protected synchronized void doStop() throws Exception {
    super.doStop();
  }

  @Override
  public synchronized DevConsole resolveById(String id) {
    return super.resolveById(id);
  }

  @Override
  public synchronized boolean register(DevConsole console) {
    return super.register(console);
  }

  @Override
  public synchronized boolean unregister(DevConsole console) {
    return super.unregister(console);
  }

  @Override
  public synchronized void loadDevConsoles(boolean force) {
    super.loadDevConsoles(force);
  }
}
