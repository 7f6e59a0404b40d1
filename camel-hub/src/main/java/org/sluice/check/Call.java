package org.sluice.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a file that names an endpoint.
 *
 * @param by the key that it stands under: {@code from}, {@code to}, …
 * @param scheme what the component is called by
 * @param path what stands behind the scheme, without parameters
 * @param parameters by name, in order
 * @param place of the address
 */
record Call(String by, String scheme, String path, Map<String, Parameter> parameters, Place place) {
  private static final Set<String> WITH_TEXT =
      Set.of(
          "from",
          "to",
          "toD",
          "tod",
          "to-d",
          "wireTap",
          "wire-tap",
          "enrich",
          "pollEnrich",
          "poll-enrich",
          "poll");

  /** A parameter's value, and where it stands. */
  record Parameter(String value, Place place) {}

  static List<Call> in(Part root) {
    List<Call> calls = new ArrayList<>();
    walk(root, calls);
    return calls;
  }

  private static void walk(Part part, List<Call> calls) {
    of(part).ifPresent(calls::add);
    // A parameter may have any name, also that of a step.
    part.parts().stream()
        .filter(one -> !one.key().equals("parameters"))
        .forEach(one -> walk(one, calls));
  }

  /** What the part itself calls; what it holds is not looked into. */
  static Optional<Call> of(Part part) {
    Part uri = part.get("uri");
    if (part.key().equals("kamelet") && part.text("name") != null) {
      Part name = part.get("name");
      return Optional.of(of(part, "kamelet:" + name.text(), name.at()));
    }
    if (part.key().equals("kamelet") && part.text() != null) {
      return Optional.of(of(part, "kamelet:" + part.text(), part.at()));
    }
    if (uri != null && uri.text() != null) {
      return Optional.of(of(part, uri.text(), uri.at()));
    }
    if (part.text() != null && WITH_TEXT.contains(part.key())) {
      return Optional.of(of(part, part.text(), part.at()));
    }
    return Optional.empty();
  }

  /** By that address, with the parameters that stand beside it. */
  static Call of(Part part, String uri, Place place) {
    int query = uri.indexOf('?');
    String address = query < 0 ? uri : uri.substring(0, query);
    int colon = address.indexOf(':');
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    if (query >= 0) {
      for (String each : uri.substring(query + 1).split("&")) {
        int equals = each.indexOf('=');
        String name = equals < 0 ? each : each.substring(0, equals);
        String value = equals < 0 ? "" : each.substring(equals + 1);
        if (!name.isBlank()) {
          parameters.put(name.strip(), new Parameter(value, place));
        }
      }
    }
    Part given = part.get("parameters");
    if (given != null) {
      given.parts().forEach(one -> add(parameters, "", one));
    }
    return new Call(
        part.key(),
        colon < 0 ? address : address.substring(0, colon),
        colon < 0 ? "" : address.substring(colon + 1).replaceFirst("^//", ""),
        parameters,
        place);
  }

  private static void add(Map<String, Parameter> parameters, String before, Part one) {
    if (one.text() != null) {
      parameters.put(before + one.key(), new Parameter(one.text(), one.place()));
    }
    one.parts().forEach(part -> add(parameters, before + one.key() + ".", part));
  }

  /** The block that is called; null where it is none. */
  String block() {
    boolean block = scheme.equals("kamelet") && !path.matches("(source|sink)");
    return block ? path.replaceFirst("/.*", "") : null;
  }

  /** Whether a message speaks of its address. */
  boolean isIn(String words) {
    return !path.isEmpty()
        && (words.contains(scheme + ":" + path) || words.contains(scheme + "://" + path));
  }

  /** How many of its parameters a message speaks of by their values. */
  long valuesIn(String words) {
    return parameters.values().stream().filter(one -> words.contains(one.value())).count();
  }

  /** Whether a parameter has that value, written as it is or as addresses have it. */
  boolean gives(String value) {
    return parameters.values().stream()
        .map(Parameter::value)
        .map(String::strip)
        .anyMatch(one -> one.equals(value.strip()) || decoded(one).equals(value.strip()));
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** Whether what is called is known before an object comes. */
  boolean isPlain() {
    return !scheme.contains("{") && !scheme.contains("$") && !path.contains("${");
  }
}
