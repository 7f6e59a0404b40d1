package org.sluice.run;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** A thread a piece of work: virtual where the JDK has them (21 or later), else of the platform. */
final class Threads {
  private Threads() {}

  static ExecutorService perTask(String name) {
    try {
      // The hub is built for 17, which knows none of these.
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      builder = type.getMethod("name", String.class, long.class).invoke(builder, name, 0L);
      ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(builder);
      Method executor = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
      return (ExecutorService) executor.invoke(null, factory);
    } catch (ReflectiveOperationException | UnsupportedOperationException e) {
      return Executors.newCachedThreadPool(task -> new Thread(task, name));
    }
  }
}
