package org.sluice;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.SimpleRegistry;
import org.sluice.batch.BatchWatch;
import org.sluice.check.Advice;
import org.sluice.check.Finding;
import org.sluice.check.Overlaps;
import org.sluice.check.RouteText;
import org.sluice.check.TextCheck;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.RouteTable;
import org.sluice.fault.Nearest;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.http.HttpRequestWriter;
import org.sluice.live.LiveRoutes;
import org.sluice.live.RouteContexts;
import org.sluice.live.agreed.Alone;
import org.sluice.settings.Setting;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;

/**
 * Looks at a folder of routes as a hub would that starts with it, and says all that there is to say
 * of it as one line of JSON. Nothing is connected to, no object comes.
 */
public final class RouteCheck {
  /** What starts without a lake: the rest would begin to work. */
  private static final Set<String> STARTS = Set.of("lake", "kamelet", "direct");

  private final RouteTable table = new RouteTable();
  private final Path dir;
  private final LiveRoutes live;

  /**
   * @param writers what the sinks ask, when a route is loaded, whether they may write
   */
  RouteCheck(Path dir, Properties values, GoldWriters writers) {
    this.dir = dir;
    live =
        new LiveRoutes(
            dir,
            new RouteContexts(new SimpleRegistry(), values, context -> furnish(context, writers)),
            table,
            Routing.components(),
            new Alone(),
            Duration.ZERO);
  }

  /**
   * Exits with 0 where all is well, 1 where not, 2 when it was called wrongly.
   *
   * @param args {@code routes=DIR}; {@code values=FILE} of the placeholders; {@code settings=FILE}
   *     of a hub; {@code route=NAME}, an id or a folder, for one route only
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> words = new TreeMap<>();
    Arrays.stream(args)
        .map(arg -> arg.split("=", 2))
        .forEach(w -> words.put(w[0], w[w.length - 1]));
    Map<String, Object> answer = new LinkedHashMap<>();
    int code = 2;
    if (!words.containsKey("routes") || !Files.isDirectory(Path.of(words.get("routes")))) {
      answer.put("error", "There is no folder of routes at " + words.get("routes") + ".");
    } else {
      code = check(words, answer);
    }
    System.out.println(new ObjectMapper().writeValueAsString(answer));
    System.exit(code);
  }

  private static int check(Map<String, String> words, Map<String, Object> answer)
      throws IOException {
    try {
      return new RouteCheck(
              Path.of(words.get("routes")),
              values(words.get("values")),
              writers(words.get("settings")))
          .tell(words.get("route"), answer);
    } catch (SettingException e) {
      answer.put("error", e.getMessage());
      return 2;
    }
  }

  private static Properties values(String file) throws IOException {
    Properties values = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        values.load(reader);
      }
    }
    return values;
  }

  /**
   * Writes nothing; knows what the settings permit.
   *
   * @param settings file of a hub's; null where none is known: then all is permitted
   * @throws SettingException when there is something wrong with it
   */
  static GoldWriters writers(String settings) {
    if (settings == null) {
      return GoldWriters.NONE;
    }
    Settings known = Settings.load(Path.of(settings));
    GoldWriters none = GoldWriters.NONE;
    boolean tables = !known.text(Setting.GOLD_SQL_URL).isEmpty();
    return none.with(none.points(), none.graph(), none.documents(), tables ? none.tables() : null)
        .with(
            none.objects(),
            none.topics(),
            new HttpRequestWriter(Clients.http(known), BatchWatch.NONE));
  }

  private static void furnish(CamelContext context, GoldWriters writers) {
    Routing.furnish(context);
    GoldSinks.register(context, writers);
    KafkaComponent kafka = new KafkaComponent();
    kafka.getConfiguration().setBrokers("127.0.0.1:9092");
    context.addComponent("kafka", kafka);
    context.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onRoutesAdd(java.util.Collection<Route> routes) {
            for (Route route : routes) {
              String uri = route.getEndpoint().getEndpointUri();
              if (!STARTS.contains(uri.substring(0, Math.max(0, uri.indexOf(':'))))) {
                route.setAutoStartup(false);
              }
            }
          }
        });
  }

  /** Everything that is to be said, by file and line. */
  List<Finding> findings() {
    return findings(null);
  }

  /**
   * The same, with those overlaps alone that are of what was asked for.
   *
   * @param route id, folder or file; null for all
   */
  private List<Finding> findings(String route) {
    live.look();
    Set<Finding> found = new LinkedHashSet<>(live.errors());
    found.addAll(sharedIds());
    List<Finding> findings = new ArrayList<>(found);
    Collection<RouteText> routes = live.texts().values();
    Collection<RouteText> parts = live.partTexts().values();
    routes.forEach(text -> findings.addAll(Advice.ofRoutes(text, parts)));
    parts.forEach(text -> findings.addAll(Advice.ofParts(text, routes)));
    Overlaps overlaps = new Overlaps(table.all(), live.texts());
    findings.addAll(
        overlaps.shared(one -> route == null || isAsked(route, one.file(), List.of(one.id()))));
    findings.addAll(overlaps.covered());
    Set<String> wrong = new TreeSet<>();
    found.forEach(error -> wrong.add(error.file()));
    // What is written of a file that is wrong may not be what is meant.
    findings.removeIf(one -> one.level() == Finding.Level.NOTE && wrong.contains(one.file()));
    findings.sort(
        Comparator.comparing(Finding::file)
            .thenComparing(Finding::line)
            .thenComparing(Finding::column)
            .thenComparing(Finding::level));
    return findings;
  }

  /** Of each file whose route's id stands in another one: which came first is not known here. */
  private List<Finding> sharedIds() {
    Map<String, Set<String>> files = new TreeMap<>();
    Map<String, RouteText> texts = live.texts();
    texts.forEach(
        (file, text) ->
            text.ids().forEach(id -> files.computeIfAbsent(id, i -> new TreeSet<>()).add(file)));
    List<Finding> shared = new ArrayList<>();
    files.forEach(
        (id, all) -> {
          for (String file : all.size() > 1 ? all : Set.<String>of()) {
            Set<String> others = new TreeSet<>(all);
            others.remove(file);
            shared.add(TextCheck.sharedId(texts.get(file), id, others));
          }
        });
    return shared;
  }

  /** Each pair is told of once: of the first of both that was asked for. */
  int tell(String route, Map<String, Object> answer) {
    List<Finding> findings = findings(route);
    if (!Files.isDirectory(dir.resolve("blocks"))
        && findings.stream().anyMatch(one -> one.kind() == Finding.Kind.UNKNOWN_BLOCK)) {
      answer.put(
          "error",
          dir
              + " has no folder blocks, and its routes call some: that of the lake's own routes is"
              + " to stand in it.");
      return 2;
    }
    Map<String, RouteText> texts = new TreeMap<>(live.texts());
    if (route != null) {
      Set<String> files = files(route, texts);
      findings.stream()
          .map(Finding::file)
          .filter(file -> folder(file).equals(route) || file.equals(route))
          .forEach(files::add);
      if (files.isEmpty()) {
        Set<String> names = new TreeSet<>();
        texts.forEach(
            (file, text) -> {
              names.addAll(text.ids());
              names.add(folder(file));
            });
        String meant = Nearest.asked(route, names);
        String rest = meant.isEmpty() ? "; there are: " + String.join(", ", names) : meant;
        answer.put("error", "There is no route '" + route + "'" + rest);
        return 2;
      }
      texts.keySet().retainAll(files);
      Set<String> parts = live.partsOf(texts.keySet());
      findings.removeIf(one -> !files.contains(one.file()) && !parts.contains(one.file()));
    }
    answer.put("files", texts.keySet());
    answer.put(
        "routes",
        table.all().stream()
            .filter(one -> texts.containsKey(one.file()))
            .map(LakeRoute::id)
            .toList());
    answer.put("findings", findings.stream().map(RouteCheck::told).toList());
    return findings.stream().allMatch(one -> one.level() == Finding.Level.NOTE) ? 0 : 1;
  }

  private static Set<String> files(String route, Map<String, RouteText> texts) {
    Set<String> files = new TreeSet<>();
    texts.forEach(
        (file, text) -> {
          if (isAsked(route, file, text.ids())) {
            files.add(file);
          }
        });
    return files;
  }

  private static boolean isAsked(String route, String file, List<String> ids) {
    return ids.contains(route) || folder(file).equals(route) || file.equals(route);
  }

  private static String folder(String file) {
    return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
  }

  private static Map<String, Object> told(Finding finding) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("level", finding.level().text());
    told.put("file", finding.file());
    told.put("line", finding.line());
    told.put("column", finding.column());
    told.put("message", finding.message());
    return told;
  }
}
