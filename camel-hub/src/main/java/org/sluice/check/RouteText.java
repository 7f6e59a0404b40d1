package org.sluice.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.support.PatternHelper;

/** The text of a file of routes or of policies, and what stands where in it. */
public final class RouteText {
  private static final Set<String> ROUTE_CONFIGURATION =
      Set.of("routeConfiguration", "route-configuration");

  private static final Set<String> POLICY_IDS =
      Set.of("routeConfigurationId", "route-configuration-id");

  /** What leads to no store. */
  private static final Set<String> NO_SINK =
      Set.of("log", "kamelet", "enrich", "lake", "direct", "mock", "bean", "class", "language");

  /**
   * A route.
   *
   * @param id null where it has none
   * @param part all of it
   */
  record Route(String id, Place place, Part part) {
    /** What it starts from, and what it calls. */
    List<Call> calls() {
      return Call.in(part);
    }

    /** Whether it takes objects of the lake. */
    boolean isOfLake() {
      return calls().stream().anyMatch(RouteText::isLake);
    }
  }

  /** A policy that a route names, by its id or by a pattern that ids may match. */
  record Named(String name, Place place) {
    boolean is(String id) {
      return PatternHelper.matchPattern(id, name);
    }
  }

  private final String file;
  private final Part root;
  private final Finding broken;
  private final String source;

  private RouteText(String file, Part root, Finding broken, String source) {
    this.file = file;
    this.root = root;
    this.broken = broken;
    this.source = source;
  }

  public static RouteText of(String file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Part root = file.endsWith(".xml") ? XmlParts.of(text) : YamlParts.of(text);
      return new RouteText(file, root, null, text);
    } catch (SyntaxException e) {
      Part nothing = new Part("", null, List.of(), Place.NONE, Place.NONE);
      return new RouteText(file, nothing, Finding.error(file, e.place(), e.getMessage()), text);
    }
  }

  public String file() {
    return file;
  }

  /** Why the file cannot be read; empty where it can. */
  public Optional<Finding> broken() {
    return Optional.ofNullable(broken);
  }

  Part root() {
    return root;
  }

  String source() {
    return source;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    tops().forEach(part -> route(part).ifPresent(routes::add));
    return routes;
  }

  /** Without the element that an XML file has around all. */
  Stream<Part> tops() {
    return root.parts().stream()
        .flatMap(
            part ->
                part.key().matches("routes|routeConfigurations|camel|beans|blueprint")
                    ? part.parts().stream()
                    : Stream.of(part));
  }

  private static Optional<Route> route(Part part) {
    if (part.key().equals("route")) {
      Part id = part.get("id");
      Part from = part.get("from");
      Part inner = from == null ? null : from.get("id");
      Part named = isSaid(id) ? id : isSaid(inner) ? inner : null;
      return Optional.of(
          new Route(
              named == null ? null : named.text(),
              named == null ? part.place() : named.at(),
              part));
    }
    if (part.key().equals("from")) {
      return Optional.of(new Route(part.text("id"), part.place(), part));
    }
    return Optional.empty();
  }

  private static boolean isSaid(Part id) {
    return id != null && id.text() != null && !id.text().isBlank();
  }

  List<Call> calls() {
    return Call.in(root);
  }

  /** Ids of the policies that the file holds; those without are for all routes. */
  List<Part> policies() {
    return tops()
        .filter(part -> ROUTE_CONFIGURATION.contains(part.key()))
        .map(part -> part.get("id"))
        .filter(id -> id != null && id.text() != null)
        .toList();
  }

  /** Whether it holds policies, be they for all routes or for those that name them. */
  boolean hasPolicies() {
    return tops().anyMatch(part -> ROUTE_CONFIGURATION.contains(part.key()));
  }

  /** What its routes name, but for what placeholders stand for. */
  List<Named> namedPolicies() {
    return routes().stream()
        .flatMap(route -> route.part().parts().stream())
        .filter(part -> part.text() != null && POLICY_IDS.contains(part.key()))
        .flatMap(
            part ->
                Stream.of(part.text().split(",")).map(name -> new Named(name.strip(), part.at())))
        .filter(named -> !named.name().isEmpty() && !named.name().contains("{{"))
        .toList();
  }

  /** Ids of the routes that the file says them of. */
  public List<String> ids() {
    return routes().stream().map(Route::id).filter(id -> id != null).toList();
  }

  /** Where a route's id stands. */
  public Place of(String id) {
    return routes().stream()
        .filter(route -> id.equals(route.id()))
        .map(Route::place)
        .findFirst()
        .orElse(Place.NONE);
  }

  /** Whether these policies are for a route file of that text: those without an id are for all. */
  public boolean isFor(String routeText) {
    boolean pattern = routeText.matches("(?s).*outeConfigurationId[\"']?\\s*[:=][^\\n]*\\*.*");
    return tops()
        .filter(part -> ROUTE_CONFIGURATION.contains(part.key()))
        .map(part -> part.text("id"))
        .anyMatch(id -> id == null || pattern || routeText.contains(id));
  }

  /**
   * The place that calls a block or a component by these words, the first of those with most of
   * their parameters' values among them; NONE where none does.
   */
  public Place calling(String words) {
    Call call = called(words);
    return call == null ? Place.NONE : call.place();
  }

  /** The same of a parameter there; NONE where it is not given. */
  public Place calling(String words, String parameter) {
    Call call = called(words);
    Call.Parameter given = call == null ? null : call.parameters().get(parameter);
    return given == null ? Place.NONE : given.place();
  }

  private Call called(String words) {
    Call best = null;
    for (Call call : calls()) {
      boolean named = call.block() != null ? words.contains(call.block()) : call.isIn(words);
      if (named && (best == null || call.valuesIn(words) > best.valuesIn(words))) {
        best = call;
      }
    }
    return best;
  }

  /**
   * The place of a letter of a program that is written in the file as some parameter's text; NONE
   * where no text is that program.
   *
   * @param line of the program, from 1; 0 for its beginning
   */
  public Place within(String program, int line, int column) {
    return root.all()
        .filter(part -> part.text() != null && Written.isIn(program, part.text()))
        .findFirst()
        .map(part -> new Written(source, part).place(line, column))
        .or(() -> calls().stream().filter(call -> call.gives(program)).map(Call::place).findFirst())
        .orElse(Place.NONE);
  }

  /**
   * Where a key of that name stands whose value, or what it stands in, begins at a place; else on
   * the place's line, or anywhere; NONE where there is none.
   */
  public Place keyOf(String name, Place at) {
    List<Part> all = root.all().toList();
    return Stream.of(
            all.stream().filter(part -> part.at().equals(at)),
            all.stream().filter(part -> part.at().equals(at)).flatMap(one -> one.parts().stream()),
            all.stream().filter(part -> part.place().line() == at.line()),
            all.stream())
        .flatMap(parts -> parts)
        .filter(part -> part.key().equals(name))
        .findFirst()
        .map(Part::place)
        .orElse(Place.NONE);
  }

  /** Where a text stands; otherwise where it is else said to. */
  public Place of(String text, Place otherwise) {
    return root.all()
        .filter(part -> text.equals(part.text()))
        .map(Part::at)
        .findFirst()
        .orElse(otherwise);
  }

  /** Under which key the key at a place stands; empty where that is not known. */
  public String above(Place key) {
    return root.all()
        .filter(part -> part.parts().stream().anyMatch(one -> one.place().equals(key)))
        .map(Part::key)
        .findFirst()
        .orElse("");
  }

  /** Where a text stands that is a part of the words, or that they are a part of, and has that. */
  public Place saying(String words, String sign) {
    return root.all()
        .filter(part -> part.text() != null && part.text().contains(sign))
        .filter(part -> words.contains(part.text()) || part.text().contains(words))
        .findFirst()
        .map(Part::at)
        .orElse(Place.NONE);
  }

  /** Whether something is called that may write to a store. */
  public boolean hasSink() {
    return calls().stream()
        .filter(call -> !call.by().equals("from"))
        .anyMatch(
            call ->
                call.block() != null
                    ? call.block().endsWith("-sink")
                    : !NO_SINK.contains(call.scheme()));
  }

  static boolean isLake(Call call) {
    return call.by().equals("from") && call.scheme().equals("lake");
  }
}
