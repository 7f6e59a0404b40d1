package org.sluice.swift;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Requests to Swift's proxy with the hub's token, which is taken anew when Swift refuses it. */
final class SwiftHttp {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration HEALTH = Duration.ofSeconds(3);

  /** An upload that is slower is broken off. */
  private static final long LEAST_BYTES_A_SECOND = 256 << 10;

  private final String swift;
  private final KeystoneTokens tokens;
  private final HttpWire http;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param swift the proxy's address, without {@code /v1}
   * @param silence how long the next byte of an answer that has begun may be waited for
   */
  SwiftHttp(String swift, KeystoneTokens tokens, Duration silence) {
    this.swift = swift.replaceFirst("/+$", "");
    this.tokens = tokens;
    this.http = new HttpWire(silence);
  }

  /** The proxy's address. */
  String address() {
    return swift;
  }

  /** How many requests were sent so far. */
  long requests() {
    return requests.get();
  }

  /**
   * @param names account, container, object: as many as it takes
   * @param query behind the question mark; empty for none
   * @return Swift's answer, whatever its status; its body is to be closed
   * @throws FaultException {@code swift-unreachable} or {@code access-denied}
   */
  Answer ask(String method, List<String> names, String query, Map<String, String> headers) {
    return ask(method, names, query, headers, Upload.NONE);
  }

  /**
   * The same with a body.
   *
   * @param body read once more where Swift refuses the token
   */
  Answer ask(
      String method, List<String> names, String query, Map<String, String> headers, Upload body) {
    for (int attempt = 1; ; attempt++) {
      String token = tokens.token();
      Map<String, String> all = new HashMap<>(headers);
      all.put("X-Auth-Token", token);
      Answer answer = send(method, names, query, all, body);
      if (answer.status() == 401 && attempt == 1) {
        answer.discard();
        tokens.refuse(token);
        continue;
      }
      return answer;
    }
  }

  private Answer send(
      String method, List<String> names, String query, Map<String, String> headers, Upload body) {
    requests.incrementAndGet();
    Duration patience = ANSWER.plusSeconds(body.size() / LEAST_BYTES_A_SECOND);
    try {
      return http.send(method, uri(names, query), headers, body, patience);
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE,
          "Swift does not answer for " + String.join("/", names) + ": " + e,
          e);
    }
  }

  /** Whether the proxy answers at all. */
  int health() throws IOException {
    Answer answer =
        http.send("GET", URI.create(swift + "/healthcheck"), Map.of(), Upload.NONE, HEALTH);
    answer.discard();
    return answer.status();
  }

  private URI uri(List<String> names, String query) {
    return URI.create(
        swift
            + "/v1/"
            + names.stream().map(SwiftHttp::quote).collect(Collectors.joining("/"))
            + (query.isEmpty() ? "" : "?" + query));
  }

  /** As Swift's clients do: every byte but letters, digits, {@code -_.~} and the slash. */
  static String quote(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }

  /** A header's value as the text that it is; Java reads headers as Latin-1. */
  static String text(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
