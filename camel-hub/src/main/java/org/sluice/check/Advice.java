package org.sluice.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is not well in a file that the lake takes, or worth to be known. */
public final class Advice {
  private static final Pattern PAIR =
      Pattern.compile("(?<![\\w-])([\\w-]++)\\s*=\\s*(?=([^&\\s,;\"']+))");
  private static final Pattern USER_INFO = Pattern.compile("://([^/\\s:@?#]+):([^/\\s@?#]+)@");
  private static final Pattern HEADER = Pattern.compile("(?:Bearer|Basic)\\s+(\\S{6,})");
  private static final Pattern JSON =
      Pattern.compile("[\"']([\\w-]+)[\"']\\s*:\\s*(?=[\"']([^\"']+)[\"'])");

  /** Of what is set, some more is secret. */
  private static final Pattern SET_NAME = Pattern.compile("(?i)(?:proxy-)?authorization|cookie");

  private static final Set<String> SETS =
      Set.of(
          "setHeader",
          "set-header",
          "setHeaders",
          "headers",
          "setProperty",
          "set-property",
          "setVariable",
          "set-variable",
          "setVariables",
          "variables");

  private static final Set<String> NAME = Set.of("name", "headerName", "propertyName");

  private final RouteText text;
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  private Advice(RouteText text) {
    this.text = text;
  }

  /**
   * Of a file of routes.
   *
   * @param parts files of blocks and policies
   */
  public static List<Finding> ofRoutes(RouteText text, Collection<RouteText> parts) {
    Advice advice = new Advice(text);
    advice.secrets();
    advice.lines();
    TimeAdvice.of(text).forEach(advice::add);
    FieldAdvice.of(text).forEach(advice::add);
    advice.sinks();
    advice.unreached(parts);
    text.routes().forEach(advice::selector);
    return advice.all();
  }

  /**
   * Of a file of blocks or policies.
   *
   * @param routes files of routes
   */
  public static List<Finding> ofParts(RouteText text, Collection<RouteText> routes) {
    Advice advice = new Advice(text);
    advice.secrets();
    advice.unused(routes);
    advice.nowhere(routes);
    return advice.all();
  }

  private List<Finding> all() {
    return new ArrayList<>(findings.values());
  }

  private void secrets() {
    for (Call call : text.calls()) {
      call.parameters()
          .forEach(
              (name, one) -> {
                if (SecretNames.is(name) && isClear(one.value())) {
                  secret(one.place(), name);
                }
              });
    }
    text.root()
        .all()
        .filter(part -> part.text() != null)
        .forEach(
            part -> {
              if (SecretNames.is(part.key()) && isClear(part.text())) {
                secret(part.place(), part.key());
              }
              found(part, USER_INFO, 2, name -> true);
              found(part, HEADER, 1, name -> true);
              found(part, PAIR, 2, SecretNames::is);
              found(part, JSON, 2, SecretNames::is);
            });
    text.root().all().filter(part -> SETS.contains(part.key())).forEach(this::set);
  }

  /** What is set to a constant under a name. */
  private void set(Part part) {
    List<Part> names = part.parts().stream().filter(one -> NAME.contains(one.key())).toList();
    // Of several, each stands before its value.
    String name = names.size() == 1 ? names.get(0).text() : null;
    for (Part one : part.parts()) {
      if (NAME.contains(one.key())) {
        name = one.text();
      }
      Part literal = Literal.in(new Part("", null, List.of(one), one.place(), one.at()));
      if (literal != null && name != null && isSecret(name, literal.text())) {
        secret(literal.at(), name);
      }
    }
  }

  private static boolean isSecret(String name, String value) {
    return (SET_NAME.matcher(name).matches() || SecretNames.is(name))
        && isClear(value)
        && !value.contains("{{")
        && !value.strip().matches("true|false");
  }

  private void found(Part part, Pattern pattern, int group, Predicate<String> name) {
    Matcher matcher = pattern.matcher(part.text());
    while (matcher.find()) {
      if (name.test(matcher.group(1)) && isClear(matcher.group(group))) {
        secret(part.at(), part.key().isEmpty() ? "this" : part.key());
      }
    }
  }

  /** Whether it stands there itself, and not the name of where it stands. */
  private static boolean isClear(String value) {
    String bare = value.replaceFirst("^RAW[({]", "").strip();
    return !bare.isEmpty() && !bare.matches("(?s)(\\{\\{|\\$\\{|#|\\{).*");
  }

  private void secret(Place place, String what) {
    add(
        Finding.warning(
            text.file(),
            place,
            "A secret in clear: "
                + what
                + ". Write a placeholder, {{name}}, and give its value in "
                + TextCheck.VALUES));
  }

  /** What a block gets of several lines may be another program. */
  private void lines() {
    for (Call call : text.calls()) {
      call.parameters()
          .forEach(
              (name, one) -> {
                if (call.block() != null && one.value().strip().contains("\n")) {
                  add(
                      Finding.warning(
                          text.file(),
                          one.place(),
                          "'"
                              + name
                              + "' has several lines: Camel joins them with nothing between. Write"
                              + " >- for |, which puts a blank there, or give the block a file"));
                }
              });
    }
  }

  private void sinks() {
    if (!text.hasSink() && !text.routes().isEmpty()) {
      add(
          Finding.note(
              text.file(),
              text.routes().get(0).place(),
              "No sink: what this route makes is written nowhere"));
    }
  }

  private void unreached(Collection<RouteText> parts) {
    for (Call start : new Inner(text, parts).unreached()) {
      add(
          Finding.warning(
              text.file(),
              start.place(),
              "Nothing comes to "
                  + start.scheme()
                  + ":"
                  + start.path()
                  + ": no step of this file leads there, and another file's cannot. Call it, or"
                  + " take its route away"));
    }
  }

  /** A policy's own steps lead to a route of its file, or of those that it is for. */
  private void nowhere(Collection<RouteText> routes) {
    Inner inner = new Inner(text, routes);
    for (Call lead : inner.nowhere()) {
      add(
          Finding.warning(
              text.file(),
              lead.place(),
              "No route starts from "
                  + lead.scheme()
                  + ":"
                  + lead.path()
                  + ", in this file or in one of routes"
                  + inner.meant(lead)));
    }
  }

  private void unused(Collection<RouteText> routes) {
    for (Part policy : text.policies()) {
      if (routes.stream()
          .flatMap(one -> one.namedPolicies().stream())
          .noneMatch(named -> named.is(policy.text()))) {
        add(
            Finding.warning(
                text.file(),
                policy.at(),
                "No route names the policy "
                    + policy.text()
                    + ", so it is for none: a route does by routeConfigurationId: "
                    + policy.text()));
      }
    }
  }

  private void selector(RouteText.Route route) {
    for (Call call : route.calls()) {
      if (RouteText.isLake(call)) {
        never(call, "project", value -> value.contains("/"), "no container's name has a /");
        types(call);
        never(call, "name", value -> value.endsWith("/"), "a name that is matched ends in no /");
        never(
            call,
            "user",
            value -> !value.contains(":") && !value.contains("*"),
            "a user is written project:user, or *:user for that of any");
        never(call, "maxSize", value -> value.startsWith("-"), "no object is smaller than 0");
        for (String name : call.parameters().keySet()) {
          if (name.startsWith("meta.")) {
            never(call, name, String::isEmpty, "Swift keeps no metadata that is empty");
          }
        }
      }
    }
  }

  /** Types that no object has, each of several by itself. */
  private void types(Call call) {
    Call.Parameter types = call.parameters().get("contentType");
    if (types == null || types.value().contains("{{")) {
      return;
    }
    List<String> all = Arrays.stream(types.value().split(",")).map(String::strip).toList();
    for (String type : all) {
      if (NameForType.is(type)) {
        add(Finding.warning(text.file(), types.place(), NameForType.said(type)));
      } else if (!type.contains("/") && !type.contains("*")) {
        String which =
            all.size() == 1 ? ": contentType is '%s', and" : " by '%s' among contentType:";
        add(
            Finding.warning(
                text.file(),
                types.place(),
                "No object comes to this route"
                    + which.formatted(type)
                    + " a content type is like text/csv"));
      }
    }
  }

  private void never(Call call, String name, Predicate<String> nothing, String why) {
    Call.Parameter one = call.parameters().get(name);
    if (one != null && !one.value().contains("{{") && nothing.test(one.value())) {
      add(
          Finding.warning(
              text.file(),
              one.place(),
              "No object comes to this route: " + name + " is '" + one.value() + "', and " + why));
    }
  }

  /** One a place: two patterns may find the same. */
  private void add(Finding finding) {
    findings.putIfAbsent(finding.line() + ":" + finding.message().replaceFirst(":.*", ""), finding);
  }
}
