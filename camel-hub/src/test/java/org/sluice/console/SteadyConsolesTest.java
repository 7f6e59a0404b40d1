package org.sluice.console;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;
import org.apache.camel.support.console.AbstractDevConsole;
import org.junit.jupiter.api.Test;

class SteadyConsolesTest {
  /** Long enough for a thread that nothing holds up. */
  private static final long MOMENT_MS = 300;

  private static class Silent extends AbstractDevConsole {
    Silent(String id) {
      super("test", id, id, id);
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
      return Map.of();
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
      return "";
    }
  }

  /** While it starts for the second time, with the registry, another thread adds a console. */
  private static final class Interrupted extends Silent {
    private final DefaultDevConsoleRegistry registry;
    final CountDownLatch added = new CountDownLatch(1);
    private int starts;

    Interrupted(DefaultDevConsoleRegistry registry) {
      super("a");
      this.registry = registry;
    }

    @Override
    public void start() {
      super.start();
      if (++starts == 2) {
        new Thread(
                () -> {
                  registry.register(new Silent("b"));
                  added.countDown();
                })
            .start();
        try {
          boolean meanwhile = added.await(MOMENT_MS, TimeUnit.MILLISECONDS);
          assertFalse(meanwhile, "a console came in while the registry walked through them");
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void consolesThatComeWhileTheContextStartsWaitUntilItHas() throws Exception {
    SteadyConsoles registry = new SteadyConsoles();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      registry.setCamelContext(context);
      Interrupted first = new Interrupted(registry);
      registry.register(first);
      registry.register(new Silent("z"));
      assertDoesNotThrow(registry::start);
      assertTrue(first.added.await(60, TimeUnit.SECONDS));
      assertTrue(registry.getConsole("b").isPresent());
    }
  }
}
