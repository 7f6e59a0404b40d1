package org.sluice.swift;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A Swift and a Keystone of some lines; every account has the same in it. Its listings have the
 * form of Swift's: in the order of the names' bytes, times with six digits and no zone, some at a
 * time.
 */
public final class FakeSwift implements AutoCloseable {
  public static final String ACCOUNT = "AUTH_7776";
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter LISTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /** An object; timestamps in Swift's normal form. */
  public record Stored(
      String data, String posted, String etag, String type, Map<String, String> headers) {}

  private final HttpServer server;
  private final Map<String, NavigableMap<byte[], Stored>> containers =
      Collections.synchronizedMap(new TreeMap<>());
  private final Map<String, String> tombstones = new HashMap<>();

  /** Method and path of each request. */
  public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** Names of objects that no listing shows yet. */
  public final Set<String> unlisted = ConcurrentHashMap.newKeySet();

  /** Bytes of objects that are read, by container and name. */
  public final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  /** How many bytes come of any object that is read before Swift falls silent; -1 for all. */
  public volatile int hangsAfter = -1;

  /** Names of containers that the hub's user may not read. */
  public final Set<String> forbidden = ConcurrentHashMap.newKeySet();

  /** What accounts answer in the place of what is there; any other has all containers. */
  public final Map<String, Integer> accounts = new ConcurrentHashMap<>();

  /** Objects of a listing's page. */
  public int page = 3;

  /** Whether the filter in the proxy tells the data's time. */
  public boolean clocks = true;

  /** Answers to look-ups of objects, in the place of what is there; 0 for none. */
  public int broken;

  public FakeSwift() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/v3/auth/tokens", this::token);
    server.createContext("/v1/", this::serve);
    server.start();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private KeystoneTokens tokens() {
    return new KeystoneTokens(url() + "/v3", "hub", "Default", "pw", "service", "Default");
  }

  public Listings listings() {
    return new Listings(url(), tokens(), SILENCE);
  }

  public RawObjects objects() {
    return objects(SILENCE);
  }

  public RawObjects objects(Duration silence) {
    return new RawObjects(url(), tokens(), silence);
  }

  private NavigableMap<byte[], Stored> container(String name) {
    return containers.computeIfAbsent(name, c -> new TreeMap<>(Arrays::compareUnsigned));
  }

  public void put(String container, String name, Stored stored) {
    container(container).put(name.getBytes(StandardCharsets.UTF_8), stored);
  }

  public void put(String container, String name, String timestamp, String etag) {
    put(container, name, new Stored(timestamp, timestamp, etag, "application/json", Map.of()));
  }

  public void delete(String container, String name, String tombstone) {
    container(container).remove(name.getBytes(StandardCharsets.UTF_8));
    if (tombstone != null) {
      tombstones.put(container + "/" + name, tombstone);
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("X-Subject-Token", "t");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    answer(
        exchange,
        201,
        """
        {"token": {"methods": ["password"], "catalog": [], "roles": [],
         "expires_at": "2099-01-01T00:00:00.000000Z", "issued_at": "2026-01-01T00:00:00.000000Z",
         "user": {"id": "u", "name": "hub", "domain": {"id": "default", "name": "Default"}}}}
        """);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getRawPath().split("/", 5);
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String container = path.length > 3 ? decoded(path[3]) : null;
    if (accounts.containsKey(path[2])) {
      answer(exchange, accounts.get(path[2]), "");
    } else if (container != null && !containers.containsKey(container)) {
      answer(exchange, 404, "");
    } else if (container != null && forbidden.contains(container)) {
      answer(exchange, 403, "");
    } else if (path.length > 4) {
      object(exchange, container, decoded(path[4]));
    } else if (container == null) {
      ArrayNode listing = JSON.createArrayNode();
      if (!query.contains("marker=")) {
        containers.keySet().forEach(name -> listing.addObject().put("name", name).put("count", 0));
      }
      answer(exchange, 200, listing.toString());
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange
          .getResponseHeaders()
          .add("X-Container-Object-Count", "" + container(container).size());
      exchange.getResponseHeaders().add("X-Container-Bytes-Used", "0");
      exchange.getResponseHeaders().add("X-Container-Meta-Temp-Url-Key", "secret");
      exchange.getResponseHeaders().add("X-Container-Meta-Application", "rooms");
      answer(exchange, 204, "");
    } else {
      answer(exchange, 200, listing(container, query));
    }
  }

  private String listing(String container, String query) throws IOException {
    String marker = "";
    for (String one : query.split("&")) {
      if (one.startsWith("marker=")) {
        marker = decoded(one.substring("marker=".length()));
      }
    }
    ArrayNode listing = JSON.createArrayNode();
    for (Map.Entry<byte[], Stored> entry :
        container(container).tailMap(marker.getBytes(StandardCharsets.UTF_8), false).entrySet()) {
      if (listing.size() == page) {
        break;
      }
      if (unlisted.contains(new String(entry.getKey(), StandardCharsets.UTF_8))) {
        continue;
      }
      Stored stored = entry.getValue();
      ObjectNode one = listing.addObject();
      one.put("name", new String(entry.getKey(), StandardCharsets.UTF_8));
      one.put("bytes", 7).put("hash", stored.etag()).put("content_type", stored.type());
      String[] time = stored.posted().split("\\.");
      one.put(
          "last_modified",
          LISTED.format(
              Instant.ofEpochSecond(Long.parseLong(time[0]), Long.parseLong(time[1]) * 10_000)));
    }
    // As Python writes it: what is no ASCII as an escape.
    return JSON.writer().with(JsonGenerator.Feature.ESCAPE_NON_ASCII).writeValueAsString(listing);
  }

  private void object(HttpExchange exchange, String container, String name) throws IOException {
    if (broken != 0) {
      answer(exchange, broken, "");
      return;
    }
    Stored stored = container(container).get(name.getBytes(StandardCharsets.UTF_8));
    boolean told =
        clocks && "true".equals(exchange.getRequestHeaders().getFirst("X-Sluice-Clocks"));
    if (stored == null) {
      String tombstone = tombstones.get(container + "/" + name);
      if (told && tombstone != null) {
        exchange.getResponseHeaders().add("X-Sluice-Tombstone-Timestamp", tombstone);
      }
      answer(exchange, 404, "");
      return;
    }
    exchange.getResponseHeaders().add("X-Timestamp", stored.posted());
    exchange.getResponseHeaders().add("Etag", "\"" + stored.etag() + "\"");
    exchange.getResponseHeaders().add("Content-Type", stored.type());
    stored
        .headers()
        .forEach(
            (header, value) ->
                exchange
                    .getResponseHeaders()
                    .add(
                        header,
                        new String(
                            value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    if (told) {
      exchange.getResponseHeaders().add("X-Sluice-Data-Timestamp", stored.data());
    }
    byte[] content = contents.get(container + "/" + name);
    if (content == null || exchange.getRequestMethod().equals("HEAD")) {
      answer(exchange, 200, "");
    } else {
      range(exchange, content);
    }
  }

  private void range(HttpExchange exchange, byte[] content) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    int end = content.length;
    if (range != null) {
      String[] ends = range.substring("bytes=".length()).split("-");
      from = Integer.parseInt(ends[0]);
      end = ends.length > 1 ? Math.min(end, Integer.parseInt(ends[1]) + 1) : end;
    }
    if (range != null && from >= content.length) {
      answer(exchange, 416, "");
      return;
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, end > from ? end - from : -1);
    if (hangsAfter >= 0) {
      // Neither the rest nor the end comes.
      exchange.getResponseBody().write(content, from, hangsAfter);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.getResponseBody().write(content, from, end - from);
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    boolean none = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(status, none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String decoded(String quoted) {
    return URLDecoder.decode(quoted.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
