package org.sluice.swift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * What Swift holds: containers of an account, objects of a container, one object with its clocks.
 */
public final class Listings {
  /** Asks the filter in the proxy for what Swift's own gatekeeper takes out of answers. */
  static final String CLOCKS = "X-Sluice-Clocks";

  private static final String META = "x-container-meta-";
  private static final Set<String> SECRET = Set.of("temp-url-key", "temp-url-key-2");
  private static final Pattern STAMP = Pattern.compile("(\\d{10}\\.\\d{5})(_.*)?");
  private static final JsonFactory JSON = new JsonFactory();

  private final SwiftHttp http;

  /**
   * @param swift the proxy's address, without {@code /v1}
   * @param silence how long the next byte of an answer may be waited for
   */
  public Listings(String swift, KeystoneTokens tokens, Duration silence) {
    this.http = new SwiftHttp(swift, tokens, silence);
  }

  /** How many requests were sent so far. */
  public long requests() {
    return http.requests();
  }

  /**
   * Names of an account's containers, some thousands at a time.
   *
   * @param after the last of the page before; empty for the first
   * @return empty at the end, or where there is no such account
   * @throws FaultException {@code swift-unreachable}, {@code access-denied}
   */
  public List<String> containers(String account, String after) {
    List<String> names = new ArrayList<>();
    page(List.of(account), after, entry -> names.add(entry.get("name")));
    return names;
  }

  /**
   * Objects of a container in the order of their names' bytes, as many as Swift gives at a time.
   *
   * @param after the name of the last of the page before; empty for the first
   * @return empty at the end, or where there is no such container
   * @throws FaultException {@code swift-unreachable}, {@code access-denied}
   */
  public List<Listed> objects(String account, String container, String after) {
    List<Listed> found = new ArrayList<>();
    page(List.of(account, container), after, entry -> found.add(listed(entry)));
    return found;
  }

  private static Listed listed(Map<String, String> entry) {
    // A large object's manifest has an MD5 of its own, which nobody sees but in listings.
    String etag = entry.getOrDefault("slo_etag", entry.get("hash"));
    return new Listed(
        entry.get("name"),
        timestamp(entry.get("last_modified")),
        etag == null ? null : etag.replace("\"", ""),
        Long.parseLong(entry.getOrDefault("bytes", "0")),
        entry.getOrDefault("content_type", ""));
  }

  /** Swift's normal form of a listing's {@code last_modified}, which has the same precision. */
  static String timestamp(String lastModified) {
    LocalDateTime time = LocalDateTime.parse(lastModified);
    long ticks =
        time.toEpochSecond(ZoneOffset.UTC) * 100_000 + Math.round(time.getNano() / 10_000.0);
    return stamp(ticks);
  }

  /** The timestamp that follows by the least that Swift tells apart: ten microseconds. */
  public static String next(String timestamp) {
    return stamp(Long.parseLong(timestamp.replace(".", "")) + 1);
  }

  private static String stamp(long ticks) {
    String text = String.valueOf(ticks);
    text = "0".repeat(Math.max(0, 15 - text.length())) + text;
    return text.substring(0, 10) + "." + text.substring(10);
  }

  private void page(List<String> names, String after, Consumer<Map<String, String>> each) {
    String query = "format=json" + (after.isEmpty() ? "" : "&marker=" + SwiftHttp.quote(after));
    Answer answer = http.ask("GET", names, query, Map.of());
    String what = String.join("/", names);
    if (isGone(answer) || answer.status() == 204) {
      answer.discard();
      return;
    }
    well(answer, what);
    try (InputStream body = answer.body();
        JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("it is no array");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        each.accept(fields(parser));
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw new IOException("it ends early");
      }
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift's listing of " + what + " cannot be read: " + e, e);
    }
  }

  private static Map<String, String> fields(JsonParser parser) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken().isScalarValue()) {
        fields.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }

  /**
   * @return empty when there is no such container
   * @throws FaultException {@code swift-unreachable}, {@code access-denied}
   */
  public Optional<ContainerState> container(String account, String container) {
    Answer answer = http.ask("HEAD", List.of(account, container), "", Map.of("X-Newest", "true"));
    answer.discard();
    if (isGone(answer)) {
      return Optional.empty();
    }
    well(answer, account + "/" + container);
    HttpHeaders headers = answer.headers();
    return Optional.of(
        new ContainerState(
            headers.firstValueAsLong("x-container-object-count").orElse(0),
            headers.firstValueAsLong("x-container-bytes-used").orElse(0),
            headers
                .firstValue("x-put-timestamp")
                .or(() -> headers.firstValue("last-modified"))
                .orElse(""),
            meta(headers),
            headers
                .firstValue("x-versions-location")
                .or(() -> headers.firstValue("x-history-location"))
                .map(SwiftHttp::text)
                .map(Listings::unquoted)
                .orElse(null)));
  }

  private static String unquoted(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static Map<String, String> meta(HttpHeaders headers) {
    Map<String, String> meta = new TreeMap<>();
    headers
        .map()
        .forEach(
            (name, values) -> {
              String lower = SwiftHttp.text(name).toLowerCase(Locale.ROOT);
              if (lower.startsWith(META) && !SECRET.contains(lower.substring(META.length()))) {
                meta.put(lower.substring(META.length()), SwiftHttp.text(values.get(0)));
              }
            });
    return meta;
  }

  /**
   * Asks all replicas for one object; a symbolic link for itself, not for what it points to.
   *
   * @throws FaultException {@code swift-unreachable}, {@code access-denied}
   */
  public Look look(ObjectKey key) {
    Answer answer =
        http.ask(
            "HEAD",
            List.of(key.account(), key.container(), key.object()),
            "symlink=get",
            Map.of("X-Newest", "true", CLOCKS, "true"));
    answer.discard();
    HttpHeaders headers = answer.headers();
    if (answer.status() == 404) {
      return new Look(null, null, null, clock(headers, "x-sluice-tombstone-timestamp"));
    }
    well(answer, key.path());
    String timestamp = clock(headers, "x-timestamp");
    if (timestamp == null) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift answers for " + key + " without X-Timestamp");
    }
    return new Look(
        new RawObject(headers, InputStream.nullInputStream()),
        timestamp,
        clock(headers, "x-sluice-data-timestamp"),
        null);
  }

  private static String clock(HttpHeaders headers, String name) {
    Matcher stamp = STAMP.matcher(headers.firstValue(name).orElse(""));
    return stamp.matches() ? stamp.group(1) : null;
  }

  /** 410 is an account's that is deleted, and kept until Swift's reaper has come. */
  private static boolean isGone(Answer answer) {
    return answer.status() == 404 || answer.status() == 410;
  }

  private static void well(Answer answer, String what) {
    int status = answer.status();
    if (status / 100 == 2) {
      return;
    }
    answer.discard();
    if (status == 401 || status == 403) {
      throw new FaultException(
          Fault.ACCESS_DENIED, "Swift refuses the hub's user to read " + what + ": " + status);
    }
    throw new FaultException(Fault.SWIFT_UNREACHABLE, "Swift answers " + status + " for " + what);
  }
}
