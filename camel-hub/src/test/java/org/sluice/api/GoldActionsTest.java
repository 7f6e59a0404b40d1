package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Inventory;
import org.sluice.event.ObjectKey;
import org.sluice.gold.GoldDump;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.run.GoldPlace;

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
    return asked("/v1/gold/dump", Map.of("project", project));
  }

  private Path asked(String path, Map<String, String> asked) {
    GoldDump dump =
        new GoldDump(
            List.of(
                new GoldDumper() {
                  @Override
                  public void dump(String of, boolean portable, Consumer<String> each) {
                    if (of.equals("lost")) {
                      each.accept("mongodb d {}");
                    }
                  }

                  @Override
                  public void dump(GoldHeld held, GoldPlace place, Consumer<String> each) {
                    each.accept(held.route() + " of " + held.object() + " " + place);
                  }
                }));
    Action action =
        new GoldActions(Map.of(), dump, this::held, inventory)
            .all().stream().filter(one -> one.path().equals(path)).findFirst().get();
    return (Path) action.work().answer(new Asked(asked)).body();
  }

  private List<GoldHeld> held(ObjectKey key) {
    return List.of(
        new GoldHeld(
            key,
            "r",
            List.of(
                new GoldPlace("influxdb", "d", "m", "", 5L, 7L),
                GoldPlace.of("mongodb", "d", "c", "k"),
                new GoldPlace("influxdb", "d", "m", "", 1L, 6L),
                GoldPlace.of("mongodb", "d", "c", "k"))));
  }

  private record Asked(Map<String, String> words) implements Action.Request {
    @Override
    public String parameter(String name) {
      return words.get(name);
    }

    @Override
    public String body() {
      return "";
    }
  }

  @Test
  void ofAnObjectEachPlaceIsToldOnceWithAllItsRanges() throws Exception {
    Path file =
        asked("/v1/gold/object", Map.of("account", "a", "container", "c", "object", "x/y.json"));
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    assertEquals(3, lines.size(), "" + lines);
    assertTrue(lines.get(0).startsWith("r of c/x/y.json GoldPlace[service=influxdb"), lines.get(0));
    assertTrue(lines.get(0).endsWith("from=1, to=7]"), lines.get(0));
    assertTrue(lines.get(1).contains("service=mongodb"), lines.get(1));
    assertTrue(lines.get(2).endsWith("lines 2"), lines.get(2));
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
