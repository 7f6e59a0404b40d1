package org.sluice.gold.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** From answers of services to faults. */
final class HttpFaults {
  /** What a service may ask for; a longer rest is cut to this. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** Time-out of the request, too early, too many requests: they pass. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final Set<Integer> DENIED = Set.of(401, 407);

  private HttpFaults() {}

  static FaultException of(Request request, HttpResponse<String> answer) {
    int status = answer.statusCode();
    String what = what(request) + " was answered " + status;
    if (status / 100 == 3) {
      return new FaultException(
          Fault.SETTING_INVALID,
          what
              + ", a redirect, which is not followed: correct the route's url. Location: "
              + answer.headers().firstValue("location").orElse("none"));
    }
    if (DENIED.contains(status)) {
      return new FaultException(Fault.ACCESS_DENIED, what + said(answer));
    }
    if (status / 100 == 4 && !PASSING.contains(status)) {
      return new FaultException(Fault.GOLD_REJECTED, what + said(answer));
    }
    Duration rest = answer.headers().firstValue("retry-after").map(HttpFaults::rest).orElse(null);
    return new FaultException(
        Fault.SERVICE_UNREACHABLE, what + said(answer), null, rest == null ? Duration.ZERO : rest);
  }

  /** Of a service that did not answer. */
  static FaultException silent(Request request, Throwable e) {
    String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new FaultException(
        Fault.SERVICE_UNREACHABLE,
        what(request)
            + " was not answered within "
            + request.timeout().toMillis()
            + " ms: "
            + words,
        e);
  }

  /** Seconds, or a date in HTTP's form; null where it is neither. */
  static Duration rest(String value) {
    Duration rest;
    if (value.strip().matches("\\d{1,9}")) {
      rest = Duration.ofSeconds(Long.parseLong(value.strip()));
    } else {
      try {
        Instant until =
            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        rest = Duration.between(Instant.now(), until);
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    if (rest.isNegative()) {
      return Duration.ZERO;
    }
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  private static String what(Request request) {
    // Without its query, which may hold a secret.
    return request.method() + " " + request.url().replaceFirst("[?#].*", "");
  }

  private static String said(HttpResponse<String> answer) {
    String text = answer.body().replaceAll("\\s+", " ").strip();
    return text.isEmpty() ? "" : ": " + text;
  }
}
