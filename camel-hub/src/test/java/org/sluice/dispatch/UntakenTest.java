package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

class UntakenTest {
  private static LakeRoute route(String id, String project, String contentType, boolean fallback) {
    Selector selector =
        new Selector(project, contentType, null, null, null, null, null, null, Map.of(), fallback);
    return new LakeRoute(id, "", id + ".yaml", "1", selector, false, false, null);
  }

  private static LakeObject object(String name) {
    return new LakeObject(
        new ObjectKey("AUTH_a", "mill", name),
        "mill",
        "1",
        "E",
        "17",
        name,
        "application/vnd.ms-excel",
        1,
        "e",
        "u",
        null,
        "default",
        Map.of(),
        Map.of(),
        null);
  }

  @Test
  void routesOfTheProjectComeFirstAndThoseOfOthersNotAtAll() {
    List<LakeRoute> routes =
        List.of(
            route("a-tables", null, "text/csv", true),
            route("b-any", null, "image/*", false),
            route("c-mill", "mill", "text/csv", false),
            route("d-other", "other", null, false));
    List<Untaken> all = Untaken.of(routes, object("a.xls"), Set.of());
    assertEquals(List.of("c-mill", "b-any", "a-tables"), all.stream().map(Untaken::route).toList());
    assertEquals(
        "Route c-mill does not take this object: it takes contentType text/csv (the object's is"
            + " application/vnd.ms-excel).",
        all.get(0).why());
    assertEquals(
        List.of("b-any", "a-tables"),
        Untaken.of(routes, object("a.xls"), Set.of("c-mill")).stream()
            .map(Untaken::route)
            .toList());
  }

  @Test
  void aRouteThatCameLaterIsSaidToTakeIt() {
    assertEquals(
        "Route late takes this object as it now is; ./sluice replay --id 17 runs it again.",
        Untaken.of(List.of(route("late", "mill", null, false)), object("a.xls"), Set.of())
            .get(0)
            .why());
  }

  @Test
  void whatHoldsForAllRoutesIsSaidOnce() {
    List<LakeRoute> routes = List.of(route("a", null, null, false), route("b", null, null, true));
    assertEquals(1, Untaken.of(routes, object("a.xls.sluice.json"), Set.of()).size());
  }
}
