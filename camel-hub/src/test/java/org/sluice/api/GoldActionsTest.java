package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Inventory;
import org.sluice.gold.GoldDump;

/** What a dump says of a project that has no gold. */
class GoldActionsTest {
  private static final String LONG = "l".repeat(200);

  private List<String> known = List.of("another", "campus", "kampus-east", "neocampus", "oecampus");

  private final Inventory inventory =
      new Inventory(null) {
        @Override
        public boolean knows(String project) {
          return known.contains(project) || project.equals(LONG);
        }

        @Override
        public List<String> projects() {
          return known;
        }
      };

  private Path dump(String project) {
    GoldDump dump =
        new GoldDump(
            List.of(
                (of, portable, each) -> {
                  if (of.equals("lost")) {
                    each.accept("mongodb d {}");
                  }
                }));
    Action action =
        new GoldActions(Map.of(), dump, inventory)
            .all().stream().filter(one -> one.path().equals("/v1/gold/dump")).findFirst().get();
    return (Path) action.work().answer(new Asked(project)).body();
  }

  private record Asked(String project) implements Action.Request {
    @Override
    public String parameter(String name) {
      return name.equals("project") ? project : null;
    }

    @Override
    public String body() {
      return "";
    }
  }

  private ApiException refused(String project) {
    return assertThrows(ApiException.class, () -> dump(project));
  }

  @Test
  void aProjectThatNothingIsRegisteredForIsAMistakeAndTheNearestAreNamed() {
    ApiException refused = refused("neocampsu");
    assertEquals(400, refused.status());
    assertTrue(refused.getMessage().contains("no project neocampsu"), refused.getMessage());
    assertEquals(
        "The nearest of the 5 that are known: neocampus, oecampus, campus.", refused.hint());
  }

  @Test
  void whereNoneIsKnownThereIsNoneToName() {
    known = List.of();
    assertEquals("No project is known yet; upload something.", refused("campus").hint());
  }

  @Test
  void aProjectWithoutGoldIsEmptyAndWhatHasGoldIsToldWhoeverKnowsIt() throws Exception {
    for (String project : new String[] {"campus", LONG, "lost"}) {
      Path file = dump(project);
      String text = Files.readString(file);
      Files.delete(file);
      assertTrue(text.endsWith("lines " + (project.equals("lost") ? 1 : 0) + "\n"), text);
    }
  }
}
