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
import java.util.Optional;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Reads objects of any account with the hub's token. openstack4j speaks to the account of its own
 * scope only, so it serves the token and plain HTTP the bytes.
 */
public final class RawObjects {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final String swift;
  private final KeystoneTokens tokens;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param swift the proxy's address, without {@code /v1}
   */
  public RawObjects(String swift, KeystoneTokens tokens) {
    this.swift = swift.replaceFirst("/+$", "");
    this.tokens = tokens;
  }

  /**
   * Opens an object for reading.
   *
   * @param newest whether all replicas are asked for the newest version
   * @return empty when Swift has no such object
   * @throws FaultException {@code swift-unreachable} or {@code access-denied}
   */
  public Optional<RawObject> open(ObjectKey key, boolean newest) {
    return ask("GET", key, newest, null);
  }

  /** As {@link #open}, the first {@code bytes} only. */
  public Optional<RawObject> head(ObjectKey key, int bytes) {
    return bytes == 0
        ? ask("HEAD", key, true, null)
        : ask("GET", key, false, "bytes=0-" + (bytes - 1));
  }

  /** Whether Swift's proxy answers; the reason when it does not. */
  public Optional<String> complaint() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(swift + "/healthcheck"))
              .timeout(Duration.ofSeconds(3))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 ? Optional.empty() : Optional.of("Swift answers " + status);
    } catch (IOException e) {
      return Optional.of("Swift's proxy " + swift + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private Optional<RawObject> ask(String method, ObjectKey key, boolean newest, String range) {
    for (int attempt = 1; ; attempt++) {
      String token = tokens.token();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(key))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .timeout(ANSWER)
              .header("X-Auth-Token", token);
      if (newest) {
        request.header("X-Newest", "true");
      }
      if (range != null) {
        request.header("Range", range);
      }
      HttpResponse<InputStream> response = send(request.build(), key);
      int status = response.statusCode();
      if (status == 401 && attempt == 1) {
        discard(response);
        tokens.refuse(token);
        continue;
      }
      return answer(key, status, response);
    }
  }

  private static Optional<RawObject> answer(
      ObjectKey key, int status, HttpResponse<InputStream> response) {
    if (status / 100 == 2) {
      return Optional.of(new RawObject(response.headers(), response.body()));
    }
    discard(response);
    return switch (status) {
      case 404 -> Optional.empty();
      // A range of an empty object cannot be satisfied: nothing is to be read.
      case 416 -> Optional.of(new RawObject(response.headers(), InputStream.nullInputStream()));
      case 401, 403 ->
          throw new FaultException(
              Fault.OBJECT_FORBIDDEN,
              "Swift refuses the hub's user to read " + key + ": " + status);
      default ->
          throw new FaultException(
              Fault.SWIFT_UNREACHABLE, "Swift answers " + status + " for " + key);
    };
  }

  private HttpResponse<InputStream> send(HttpRequest request, ObjectKey key) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift does not answer for " + key + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException(Fault.SWIFT_UNREACHABLE, "Interrupted reading " + key, e);
    }
  }

  private static void discard(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      body.skipNBytes(0);
    } catch (IOException ignored) {
      // The answer is not needed, nor is its end.
    }
  }

  private URI uri(ObjectKey key) {
    return URI.create(
        swift
            + "/v1/"
            + quote(key.account())
            + "/"
            + quote(key.container())
            + "/"
            + quote(key.object()));
  }

  /** As Swift's clients do: every byte but letters, digits, {@code -_.~} and the slash. */
  private static String quote(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }
}
