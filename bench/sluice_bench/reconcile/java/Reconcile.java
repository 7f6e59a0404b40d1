import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.Projects;
import org.sluice.repair.Leases;
import org.sluice.repair.reconcile.Reconciler;
import org.sluice.repair.reconcile.Request;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;
import org.sluice.swift.KeystoneTokens;
import org.sluice.swift.Listings;

/** Reconciles one container with the catalogue, as the hub does; its events go nowhere. */
public final class Reconcile {
  private Reconcile() {}

  /** Arguments: the hub's settings, the container. */
  public static void main(String[] args) throws Exception {
    Settings settings = Settings.load(Path.of(args[0]));
    List<String> accounts = settings.list(Setting.LAKE_ACCOUNTS);
    AtomicLong sent = new AtomicLong();
    try (MongoClient mongo = MongoClients.create(settings.text(Setting.MONGODB_URI));
        Leases leases = new Leases(mongo.getDatabase("log"), Duration.ofSeconds(30))) {
      Reconciler reconciler =
          new Reconciler(
              new Reconciler.Settings(
                  settings.text(Setting.LAKE_CLUSTER), accounts, Duration.ofDays(7), 0, Duration.ZERO),
              new Inventory(new Documents(mongo, new Projects(Set.copyOf(accounts)))),
              listings(settings),
              new Journals(mongo),
              events -> sent.addAndGet(events.size()),
              leases,
              mongo.getDatabase("log"),
              came -> {});
      long from = System.nanoTime();
      String id =
          reconciler
              .start(new Request(args[1], true, false, 0, Duration.ZERO, Request.By.COMMAND))
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

  private static Listings listings(Settings settings) {
    return new Listings(
        settings.text(Setting.SWIFT_URL),
        new KeystoneTokens(
            settings.text(Setting.KEYSTONE_URL),
            settings.text(Setting.KEYSTONE_USER),
            settings.text(Setting.KEYSTONE_USER_DOMAIN),
            settings.secret(Setting.KEYSTONE_PASSWORD_FILE),
            settings.text(Setting.KEYSTONE_PROJECT),
            settings.text(Setting.KEYSTONE_PROJECT_DOMAIN)));
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
}
