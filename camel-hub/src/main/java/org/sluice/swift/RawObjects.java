package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Reads objects of any account with the hub's token. openstack4j speaks to the account of its own
 * scope only, so it serves the token and plain HTTP the bytes.
 */
public final class RawObjects {
  private final SwiftHttp http;

  /**
   * @param swift the proxy's address, without {@code /v1}
   * @param silence how long the next byte of an answer may be waited for
   */
  public RawObjects(String swift, KeystoneTokens tokens, Duration silence) {
    this.http = new SwiftHttp(swift, tokens, silence);
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

  /**
   * As {@link #open}, some of the bytes only.
   *
   * @param from how many are left out at the beginning
   * @param most how many come at the most; {@link Long#MAX_VALUE} for all
   */
  public Optional<RawObject> open(ObjectKey key, boolean newest, long from, long most) {
    boolean all = most >= Long.MAX_VALUE - from;
    String range = "bytes=" + from + "-" + (all ? "" : from + most - 1);
    return ask("GET", key, newest, from == 0 && all ? null : range);
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
      int status = http.health();
      return status == 200 ? Optional.empty() : Optional.of("Swift answers " + status);
    } catch (IOException e) {
      return Optional.of("Swift's proxy " + http.address() + " does not answer: " + e);
    }
  }

  private Optional<RawObject> ask(String method, ObjectKey key, boolean newest, String range) {
    Map<String, String> headers = new HashMap<>();
    if (newest) {
      headers.put("X-Newest", "true");
    }
    if (range != null) {
      headers.put("Range", range);
    }
    List<String> names = List.of(key.account(), key.container(), key.object());
    return answer(key, http.ask(method, names, "", headers));
  }

  private static Optional<RawObject> answer(ObjectKey key, Answer answer) {
    int status = answer.status();
    if (status / 100 == 2) {
      return Optional.of(new RawObject(answer.headers(), answer.body()));
    }
    answer.discard();
    return switch (status) {
      case 404 -> Optional.empty();
      // A range of an empty object cannot be satisfied: nothing is to be read.
      case 416 -> Optional.of(new RawObject(answer.headers(), InputStream.nullInputStream()));
      case 401, 403 ->
          throw new FaultException(
              Fault.OBJECT_FORBIDDEN,
              "Swift refuses the hub's user to read " + key + ": " + status);
      default ->
          throw new FaultException(
              Fault.SWIFT_UNREACHABLE, "Swift answers " + status + " for " + key);
    };
  }
}
