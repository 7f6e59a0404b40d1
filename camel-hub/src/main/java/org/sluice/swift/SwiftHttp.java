package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Requests to Swift's proxy with the hub's token, which is taken anew when Swift refuses it. */
final class SwiftHttp {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** An upload that is slower is broken off. */
  private static final long LEAST_BYTES_A_SECOND = 256 << 10;

  private final String swift;
  private final KeystoneTokens tokens;
  private final Duration silence;
  private final AtomicLong requests = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param swift the proxy's address, without {@code /v1}
   * @param silence how long the next byte of an answer that has begun may be waited for
   */
  SwiftHttp(String swift, KeystoneTokens tokens, Duration silence) {
    this.swift = swift.replaceFirst("/+$", "");
    this.tokens = tokens;
    this.silence = silence;
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
  HttpResponse<InputStream> ask(
      String method, List<String> names, String query, Map<String, String> headers) {
    return ask(method, names, query, headers, HttpRequest.BodyPublishers.noBody());
  }

  /**
   * The same with a body.
   *
   * @param body read once more where Swift refuses the token
   */
  HttpResponse<InputStream> ask(
      String method,
      List<String> names,
      String query,
      Map<String, String> headers,
      HttpRequest.BodyPublisher body) {
    String what = String.join("/", names);
    Duration patience = ANSWER.plusSeconds(body.contentLength() / LEAST_BYTES_A_SECOND);
    for (int attempt = 1; ; attempt++) {
      String token = tokens.token();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(names, query))
              .method(method, body)
              .timeout(patience)
              .header("X-Auth-Token", token);
      headers.forEach(request::header);
      HttpResponse<InputStream> response = send(request.build(), what);
      if (response.statusCode() == 401 && attempt == 1) {
        discard(response);
        tokens.refuse(token);
        continue;
      }
      return response;
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request, String what) {
    requests.incrementAndGet();
    try {
      return http.send(request, this::body);
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift does not answer for " + what + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException(Fault.SWIFT_UNREACHABLE, "Interrupted at " + what, e);
    }
  }

  private HttpResponse.BodySubscriber<InputStream> body(HttpResponse.ResponseInfo head) {
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofInputStream(), in -> new TimedBody(in, silence));
  }

  static void discard(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      body.skipNBytes(0);
    } catch (IOException ignored) {
      // The answer is not needed, nor is its end.
    }
  }

  /** Whether the proxy answers at all. */
  int health() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(swift + "/healthcheck"))
            .timeout(Duration.ofSeconds(3))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
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
