package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Writes objects into any account with the hub's token. Headers are of ASCII. */
public final class StoredObjects {
  private static final String USER_META = "X-Object-Meta-";

  private final SwiftHttp http;
  private final RawObjects raw;

  /**
   * @param swift the proxy's address, without {@code /v1}
   * @param silence how long the next byte of an answer may be waited for
   */
  public StoredObjects(String swift, KeystoneTokens tokens, Duration silence) {
    this.http = new SwiftHttp(swift, tokens, silence);
    this.raw = new RawObjects(swift, tokens, silence);
  }

  /**
   * An object's headers, as all replicas together know them; without its bytes.
   *
   * @throws FaultException {@code swift-unreachable} or {@code object-forbidden}
   */
  public Optional<RawObject> head(ObjectKey key) {
    return raw.head(key, 0);
  }

  /**
   * Stores an object, and makes its container where there is none.
   *
   * @param etag MD5 of the bytes: Swift keeps them only if they are these
   * @param userMeta {@code X-Object-Meta-*} without that prefix
   * @param fresh whether only where no object of that name is there
   * @return false where one is, and stays
   * @throws FaultException {@code swift-unreachable}, {@code object-forbidden} or {@code
   *     gold-rejected}
   */
  public boolean put(
      ObjectKey key,
      Upload bytes,
      String etag,
      String contentType,
      Map<String, String> userMeta,
      boolean fresh) {
    Map<String, String> headers = headers(contentType, userMeta);
    headers.put("ETag", etag);
    if (fresh) {
      headers.put("If-None-Match", "*");
    }
    Answer answer = ask("PUT", key, headers, bytes);
    if (answer.status() == 404) {
      said(answer);
      container(key);
      answer = ask("PUT", key, headers, bytes);
    }
    int status = answer.status();
    String said = said(answer);
    if (status == 412 && fresh) {
      return false;
    }
    if (status == 201) {
      return true;
    }
    throw fault("PUT", key, status, said);
  }

  /**
   * Says other metadata of an object whose bytes stay.
   *
   * @throws FaultException as {@link #put}
   */
  public void post(ObjectKey key, String contentType, Map<String, String> userMeta) {
    Answer answer = ask("POST", key, headers(contentType, userMeta), Upload.NONE);
    String said = said(answer);
    if (answer.status() != 202) {
      throw fault("POST", key, answer.status(), said);
    }
  }

  /**
   * Deletes an object.
   *
   * @return false where there was none
   * @throws FaultException as {@link #put}
   */
  public boolean delete(ObjectKey key) {
    Answer answer = ask("DELETE", key, Map.of(), Upload.NONE);
    String said = said(answer);
    if (answer.status() / 100 != 2 && answer.status() != 404) {
      throw fault("DELETE", key, answer.status(), said);
    }
    return answer.status() != 404;
  }

  private void container(ObjectKey key) {
    Answer answer = http.ask("PUT", List.of(key.account(), key.container()), "", Map.of());
    String said = said(answer);
    if (answer.status() / 100 != 2) {
      throw fault("PUT", key, answer.status(), said);
    }
  }

  private Answer ask(String method, ObjectKey key, Map<String, String> headers, Upload body) {
    List<String> names = List.of(key.account(), key.container(), key.object());
    return http.ask(method, names, "", headers, body);
  }

  private static Map<String, String> headers(String contentType, Map<String, String> userMeta) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", contentType);
    userMeta.forEach((name, value) -> headers.put(USER_META + name, value));
    return headers;
  }

  /** What Swift says of it, read so far that the connection can be used again. */
  private static String said(Answer answer) {
    try (InputStream body = answer.body()) {
      String text = new String(body.readNBytes(2_000), StandardCharsets.UTF_8);
      return text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static FaultException fault(String method, ObjectKey key, int status, String said) {
    String what = "Swift answers " + status + " to " + method + " " + key;
    return switch (status) {
      case 401, 403 ->
          new FaultException(
              Fault.OBJECT_FORBIDDEN, what + ": it refuses the hub's user to write there");
      case 400, 411, 413, 414 -> new FaultException(Fault.GOLD_REJECTED, what + ": " + said);
      // Another may have come meanwhile (202, 409), or the bytes were cut (422).
      default -> new FaultException(Fault.SWIFT_UNREACHABLE, what);
    };
  }
}
