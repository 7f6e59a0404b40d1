import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.Projects;
import org.sluice.repair.Leases;
import org.sluice.repair.reconcile.Reconciler;
import org.sluice.repair.reconcile.Request;
import org.sluice.swift.KeystoneTokens;
import org.sluice.swift.Listings;

/**
 * Reconciles one container of the given number of objects with the catalogue, as the hub does. The
 * Swift is one of this program: it lists names and answers look-ups as Swift would, some of them
 * overwritten since they were catalogued.
 */
public final class Reconcile {
  private static final int PAGE = 10_000;
  private static final String THEN = "2026-01-01T00:00:00.000000";
  private static final String SINCE = "2026-02-01T00:00:00.000000";

  private static int objects;
  private static int changed;

  private Reconcile() {}

  /** Arguments: MongoDB's address, account, container, objects, how many of them changed. */
  public static void main(String[] args) throws Exception {
    objects = Integer.parseInt(args[3]);
    changed = Integer.parseInt(args[4]);
    HttpServer swift = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    swift.setExecutor(Executors.newFixedThreadPool(4));
    swift.createContext("/v3/auth/tokens", Reconcile::token);
    swift.createContext("/v1/" + args[1], exchange -> serve(exchange, args[2]));
    swift.start();
    String url = "http://127.0.0.1:" + swift.getAddress().getPort();
    AtomicLong sent = new AtomicLong();
    try (MongoClient mongo = MongoClients.create(args[0]);
        Leases leases = new Leases(mongo.getDatabase("log"), Duration.ofSeconds(30))) {
      Reconciler reconciler =
          new Reconciler(
              new Reconciler.Settings(
                  "lake1", List.of(args[1]), Duration.ofDays(7), 0, Duration.ZERO),
              new Inventory(new Documents(mongo, new Projects(Set.of(args[1])))),
              new Listings(url, new KeystoneTokens(url + "/v3", "u", "d", "p", "s", "d")),
              new Journals(mongo),
              events -> sent.addAndGet(events.size()),
              leases,
              mongo.getDatabase("log"),
              came -> {});
      long from = System.nanoTime();
      String id =
          reconciler
              .start(new Request(args[2], true, false, 0, Duration.ZERO, Request.By.COMMAND))
              .orElseThrow();
      Map<String, Object> round;
      do {
        Thread.sleep(10);
        round = reconciler.round(id);
      } while ("running".equals(round.get("state")));
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("state", round.get("state"));
      told.put("error", round.get("error"));
      told.put("seconds", (System.nanoTime() - from) / 1e9);
      told.put("compared", round.get("compared"));
      told.put("requests", round.get("requests"));
      told.put("sent", sent.get());
      told.put("peak_heap_mib", peak() >> 20);
      System.out.println(new ObjectMapper().writeValueAsString(told));
      reconciler.stop();
    }
    System.exit(0);
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .mapToLong(Reconcile::used)
        .sum();
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }

  private static boolean isChanged(int number) {
    return changed > 0 && number % (objects / changed) == 0 && number / (objects / changed) < changed;
  }

  private static void token(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("X-Subject-Token", "t");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    answer(
        exchange,
        201,
        "{\"token\": {\"methods\": [\"password\"], \"catalog\": [], \"roles\": [],"
            + " \"expires_at\": \"2099-01-01T00:00:00.000000Z\","
            + " \"issued_at\": \"2026-01-01T00:00:00.000000Z\", \"user\": {\"id\": \"u\","
            + " \"name\": \"u\", \"domain\": {\"id\": \"d\", \"name\": \"d\"}}}}");
  }

  private static void serve(HttpExchange exchange, String container) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", 5);
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String marker = query.replaceFirst("^(.*&)?marker=", "");
    boolean first = !query.contains("marker=");
    if (path.length == 3) {
      answer(exchange, 200, first ? "[{\"name\": \"" + container + "\"}]" : "[]");
    } else if (path.length == 5) {
      int number = Integer.parseInt(path[4].substring(2, 10));
      String timestamp = isChanged(number) ? "1769904000.00000" : "1767225600.00000";
      exchange.getResponseHeaders().add("X-Timestamp", timestamp);
      exchange.getResponseHeaders().add("X-Sluice-Data-Timestamp", timestamp);
      exchange.getResponseHeaders().add("Etag", String.format("%032x", number));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      answer(exchange, 200, "");
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("X-Container-Object-Count", String.valueOf(objects));
      answer(exchange, 204, "");
    } else {
      StringBuilder page = new StringBuilder("[");
      int from = first ? 0 : Integer.parseInt(marker.substring(2, 10)) + 1;
      for (int number = from; number < Math.min(objects, from + PAGE); number++) {
        page.append(number == from ? "" : ", ")
            .append("{\"bytes\": 200, \"hash\": \"")
            .append(String.format("%032x", number))
            .append("\", \"name\": \"")
            .append(String.format("o-%08d.json", number))
            .append("\", \"content_type\": \"application/json\", \"last_modified\": \"")
            .append(isChanged(number) ? SINCE : THEN)
            .append("\"}");
      }
      answer(exchange, 200, page.append("]").toString());
    }
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
}
