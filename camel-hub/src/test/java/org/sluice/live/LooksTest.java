package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.enrich.Blocks;

/** Each file is well or wrong by itself, whatever was read before it. */
class LooksTest {
  private static final String BLOCK = LiveRig.MARK.formatted("x");
  private static final String POLICY =
      """
      - routeConfiguration:
          id: careful
          onException:
            - onException:
                exception: java.lang.Exception
                steps:
                  - log: "x"
      """;

  @TempDir Path dir;
  private final AtomicInteger made = new AtomicInteger();

  private Looks looks() {
    RouteContexts contexts =
        new RouteContexts(
            new SimpleRegistry(),
            new Properties(),
            context -> {
              made.incrementAndGet();
              Blocks.register(context);
            });
    return new Looks(contexts, new RouteFolder(dir));
  }

  private RouteFile file(String path, String text) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return new RouteFolder(dir).read().get(path);
  }

  @Test
  void blocksShareAContextAndOneBehindAWrongOneHasAnother() throws Exception {
    try (Looks looks = looks()) {
      looks.read(file("blocks/a-action.kamelet.yaml", BLOCK));
      looks.read(file("blocks/b-action.kamelet.yaml", BLOCK));
      assertEquals(1, made.get());
      RouteFile wrong = file("blocks/c-action.kamelet.yaml", BLOCK.replace("setBody", "setBdoy"));
      assertThrows(Exception.class, () -> looks.read(wrong));
      looks.read(file("blocks/d-action.kamelet.yaml", BLOCK));
      assertEquals(2, made.get());
    }
  }

  @Test
  void policiesOfOneIdAreEachWell() throws Exception {
    try (Looks looks = looks()) {
      looks.read(file("policies/a.camel.yaml", POLICY));
      looks.read(file("policies/b.camel.yaml", POLICY.replace("\"x\"", "\"y\"")));
    }
  }
}
