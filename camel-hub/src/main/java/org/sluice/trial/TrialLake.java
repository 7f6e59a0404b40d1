package org.sluice.trial;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.SimpleRegistry;
import org.sluice.check.Components;
import org.sluice.check.Finding;
import org.sluice.check.Place;
import org.sluice.check.RouteText;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.RouteTable;
import org.sluice.enrich.Blocks;
import org.sluice.event.LakeObject;
import org.sluice.live.LiveRoutes;
import org.sluice.live.RouteContexts;
import org.sluice.live.agreed.Alone;
import org.sluice.run.Circle;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;
import org.sluice.run.StepRecorder;

/** All routes of a folder, as the hub loads them, with nothing around them. One run at a time. */
public final class TrialLake implements AutoCloseable {
  /** Of what a large object's reader hands over in one pass, as in the hub. */
  private static final long CHUNK = 1 << 20;

  private final RouteTable table = new RouteTable();
  private final RecordedGold gold = new RecordedGold();
  private final FieldWatch fields = new FieldWatch();
  private final Failures failures = new Failures();
  private final Sent sent = new Sent();
  private final Answers answers;
  private final LiveRoutes live;

  /**
   * @param routes folder of all routes
   * @param values of the routes' placeholders; one that ends in {@code .url} needs none
   */
  public TrialLake(Path routes, Properties values) {
    this(routes, values, false);
  }

  /**
   * @param asks whether services are asked what they answer now, where an object brings no answers;
   *     nothing is sent to them
   */
  public TrialLake(Path routes, Properties values, boolean asks) {
    answers = new Answers(sent, asks);
    Placeholders placeholders = new Placeholders(values, asks);
    RouteContexts contexts =
        new RouteContexts(
            new SimpleRegistry(), placeholders, context -> furnish(context, placeholders));
    live =
        new LiveRoutes(
            routes,
            contexts,
            table,
            Components.known(Set.of("lake", "enrich", "gold")),
            new Alone(),
            Duration.ZERO);
    live.look();
  }

  private void furnish(CamelContext context, Placeholders placeholders) {
    // Nobody looks at it that way, and it is a fourth of the work to come up.
    context.disableJMX();
    context.getPropertiesComponent().addPropertiesSource(placeholders.source());
    context.getCamelContextExtension().setErrorHandlerFactory(StepRecorder.quietErrors());
    context.getCamelContextExtension().addInterceptStrategy(failures);
    context.getCamelContextExtension().registerEndpointCallback(sent);
    // Not the component's own options: a block that sets up its client itself loses those.
    context.getGlobalOptions().put("http.proxyHost", answers.host());
    context.getGlobalOptions().put("http.proxyPort", String.valueOf(answers.port()));
    context.getGlobalOptions().put("http.proxyScheme", "http");
    for (String scheme : List.of(SentSql.SCHEME, SentSql.STORED)) {
      context.addComponent(scheme, new SentSql(scheme, sent));
    }
    Blocks.register(context, fields);
    gold.register(context, fields);
  }

  /** A route by its id; else the one whose folder has that name, where it has one only. */
  public Optional<LakeRoute> route(String name) {
    List<LakeRoute> within =
        table.all().stream().filter(route -> route.file().startsWith(name + "/")).toList();
    return Optional.ofNullable(table.get(name))
        .or(() -> within.size() == 1 ? Optional.of(within.get(0)) : Optional.empty());
  }

  /** Ids of all routes that were loaded. */
  public List<String> routes() {
    return table.all().stream().map(LakeRoute::id).toList();
  }

  /** The files that hold a route of that id, each with the line. */
  List<String> places(String id) {
    List<String> places = new ArrayList<>();
    live.texts()
        .forEach(
            (file, text) -> {
              if (text.ids().contains(id)) {
                places.add(place(file, text.of(id)));
              }
            });
    return places;
  }

  /**
   * Where a route calls a block; the route's own place where that is not to be had.
   *
   * @param words that begin with the block's name
   */
  String place(LakeRoute route, String words) {
    RouteText text = live.texts().get(route.file());
    Place at = text.calling(words.replaceFirst(" .*", ""));
    return place(route.file(), at.line() > 0 ? at : text.of(route.id()));
  }

  private static String place(String file, Place at) {
    return at.line() > 0 ? file + ":" + at.line() : file;
  }

  /** Whether what a route makes is written to some store. */
  boolean hasSink(LakeRoute route) {
    return live.texts().get(route.file()).hasSink();
  }

  /** Ids of the routes of files that were refused; the folder of one that says none. */
  List<String> faulty() {
    Map<String, RouteText> texts = live.texts();
    return live.errors().stream()
        .map(Finding::file)
        .distinct()
        .filter(texts::containsKey)
        .flatMap(
            file -> {
              List<String> ids = texts.get(file).ids();
              return ids.isEmpty() ? Stream.of(file.replaceFirst("/.*", "")) : ids.stream();
            })
        .distinct()
        .toList();
  }

  /** Why files of a route's folder were refused. */
  public List<String> refused(String folder) {
    return live.errors().stream()
        .filter(one -> one.file().startsWith(folder + "/"))
        .map(one -> one.file() + (one.line() > 0 ? ":" + one.line() : "") + ": " + one.message())
        .toList();
  }

  /** Sends an object through a route as the hub would, and keeps all that it would write. */
  public Outcome run(
      LakeRoute route, LakeObject object, InputStream bytes, Map<String, Object> http) {
    return run(route, object, bytes, http, Long.MAX_VALUE, line -> {});
  }

  /**
   * @param http what services answer; null where they are down
   * @param most records that are kept of each place
   * @param line told of each record that it would write, as {@code gold dump} tells it
   */
  public Outcome run(
      LakeRoute route,
      LakeObject object,
      InputStream bytes,
      Map<String, Object> http,
      long most,
      Consumer<String> line) {
    gold.clear();
    gold.keep(most, line);
    fields.clear();
    failures.clear();
    sent.clear();
    answers.are(http);
    String circle = Circle.of(object, route.id()).orElse(null);
    if (circle != null) {
      return Outcome.of(
          new DeclinedException(circle), gold, List.of(), List.of(), List.of(), List.of());
    }
    TrialRun run = new TrialRun(object, route.id(), CHUNK);
    if (route.skips()) {
      run.skipping();
    }
    Exchange exchange;
    do {
      exchange = route.exchange();
      exchange.setProperty(RunView.PROPERTY, run);
      exchange.getMessage().setBody(bytes, InputStream.class);
      exchange.getMessage().setHeader("LakeProject", object.project());
      exchange.getMessage().setHeader("LakeObject", object.key().object());
      exchange.getMessage().setHeader("LakeVersion", object.version());
      exchange.getMessage().setHeader("LakeContentType", object.contentType());
      try {
        route.processor().process(exchange);
      } catch (Exception e) {
        exchange.setException(e);
      }
    } while (exchange.getException() == null && run.nextPass());
    finish(exchange, run);
    List<String> notes = new ArrayList<>(run.notes());
    notes.addAll(fields.notes());
    return Outcome.of(
        exchange.getException(), gold, run.rejects(), failures.codes(), sent.all(), notes);
  }

  private static void finish(Exchange exchange, TrialRun run) {
    try {
      if (exchange.getException() == null) {
        run.finish();
      }
    } catch (RuntimeException e) {
      exchange.setException(e);
    } finally {
      run.close();
    }
  }

  /**
   * The records that a reading block makes of an object's first bytes: those of its first pass.
   *
   * @param route one that has this block alone
   * @throws Exception what the block fails with
   */
  List<Map<String, Object>> records(LakeRoute route, LakeObject object, InputStream bytes)
      throws Exception {
    Exchange exchange = route.exchange();
    exchange.setProperty(RunView.PROPERTY, new TrialRun(object, route.id(), CHUNK));
    exchange.getMessage().setBody(bytes, InputStream.class);
    route.processor().process(exchange);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> records = exchange.getMessage().getBody(List.class);
    return records;
  }

  @Override
  public void close() {
    live.close(Duration.ZERO);
    answers.close();
  }
}
