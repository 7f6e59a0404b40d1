package org.sluice.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sluice.fault.Nearest;

/**
 * The ways within a file: {@code direct:} and {@code seda:} lead to a route of the same file, or of
 * a policy's.
 */
final class Inner {
  private static final Set<String> SCHEMES = Set.of("direct", "seda");
  private static final Set<String> TAKE = Set.of("from", "poll", "pollenrich");

  /** Steps whose addresses are made by an expression. */
  private static final Set<String> COMPUTED =
      Set.of("enrich", "recipientlist", "routingslip", "dynamicrouter");

  private final RouteText text;

  /** What may begin or end a way of the file beside itself. */
  private final Collection<RouteText> others;

  Inner(RouteText text, Collection<RouteText> others) {
    this.text = text;
    this.others = others;
  }

  /** Calls that no route would take. */
  List<Call> nowhere() {
    List<Call> starts = starts();
    if (starts.stream().anyMatch(start -> start.path().contains("{{"))) {
      return List.of();
    }
    Set<String> known = Set.copyOf(starts.stream().map(Inner::address).toList());
    return leads()
        .filter(lead -> !lead.path().contains("{{") && !known.contains(address(lead)))
        .toList();
  }

  /** What may be meant by a call that leads nowhere. */
  String meant(Call lead) {
    return Nearest.asked(
        lead.path(),
        starts().stream()
            .filter(start -> start.scheme().equals(lead.scheme()))
            .map(Call::path)
            .toList());
  }

  /** Where routes start that nothing leads to. */
  List<Call> unreached() {
    // Of a file with a call to nowhere it is known already that two names differ.
    if (text.root().all().anyMatch(Inner::mayLeadAnywhere) || !nowhere().isEmpty()) {
      return List.of();
    }
    return text.calls().stream()
        .filter(call -> key(call.by()).equals("from") && isInner(call))
        .filter(start -> !start.path().contains("{{") && !isSpokenOf(start))
        .toList();
  }

  private boolean isSpokenOf(Call start) {
    Predicate<String> speaks =
        Pattern.compile(start.scheme() + ":(//)?" + Pattern.quote(start.path()) + "(?![\\w.:/-])")
            .asPredicate();
    return Stream.concat(
            text.root().all().filter(part -> !part.at().equals(start.place())),
            others.stream().flatMap(other -> other.root().all()))
        .anyMatch(part -> part.text() != null && speaks.test(part.text()));
  }

  private List<Call> starts() {
    List<Call> starts = new ArrayList<>();
    Stream.concat(Stream.of(text), others.stream())
        .forEach(
            one -> {
              one.calls().stream()
                  .filter(call -> TAKE.contains(key(call.by())))
                  .forEach(starts::add);
              one.root()
                  .all()
                  .filter(part -> key(part.key()).equals("pollenrich"))
                  .flatMap(Inner::computed)
                  .forEach(starts::add);
            });
    return starts.stream().filter(Inner::isInner).toList();
  }

  private Stream<Call> leads() {
    Stream<Call> plain =
        text.calls().stream().filter(call -> call.isPlain() && !TAKE.contains(key(call.by())));
    Stream<Call> made =
        text.root()
            .all()
            .filter(part -> COMPUTED.contains(key(part.key())))
            .flatMap(Inner::computed);
    Stream<Call> dead =
        text.root()
            .all()
            .filter(part -> key(part.key()).equals("deadletteruri") && part.text() != null)
            .map(part -> Call.of(part, part.text(), part.at()));
    return Stream.of(plain, made, dead).flatMap(calls -> calls).filter(Inner::isInner);
  }

  /** The addresses that an expression names whatever the object is. */
  private static Stream<Call> computed(Part step) {
    Part literal = Literal.in(step);
    return literal == null
        ? Stream.of()
        : Stream.of(literal.text().split(","))
            .map(address -> Call.of(step, address.strip(), literal.at()));
  }

  private static boolean mayLeadAnywhere(Part part) {
    boolean made = COMPUTED.contains(key(part.key())) && part.text() == null;
    return made && Literal.in(part) == null
        || Call.of(part)
            .filter(call -> !TAKE.contains(key(call.by())) && !call.isPlain())
            .filter(call -> call.scheme().matches(".*[{$].*") || SCHEMES.contains(call.scheme()))
            .isPresent();
  }

  private static boolean isInner(Call call) {
    return SCHEMES.contains(call.scheme());
  }

  private static String address(Call call) {
    return call.scheme() + ":" + call.path();
  }

  private static String key(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
