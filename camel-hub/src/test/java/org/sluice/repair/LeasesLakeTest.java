package org.sluice.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What one hub does at a time, and what goes by schedule, against MongoDB's protocol. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class LeasesLakeTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static MongoClient mongo;

  private final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());
  private final Leases one = new Leases(log, LONG);
  private final Leases other = new Leases(log, LONG);

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @AfterEach
  void forget() {
    one.close();
    other.close();
    log.drop();
  }

  /** As if the holder had died that long ago. */
  private void over(String name) {
    log.getCollection("leases")
        .updateOne(Filters.eq("_id", name), Updates.set("until", new Date(0)));
  }

  @Test
  void oneHubHasItUntilItLetsGo() {
    Lease mine = one.take("work").orElseThrow();
    assertTrue(mine.holds());
    assertTrue(other.take("work").isEmpty());
    assertTrue(other.take("other work").isPresent());
    mine.close();
    assertFalse(mine.holds());
    assertTrue(other.take("work").orElseThrow().term() > mine.term());
  }

  @Test
  void manyHubsAtOnceAreOne() throws Exception {
    int hubs = 8;
    ExecutorService threads = Executors.newFixedThreadPool(hubs);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger took = new AtomicInteger();
    List<Leases> all = new java.util.ArrayList<>();
    for (int i = 0; i < hubs; i++) {
      Leases leases = new Leases(log, LONG);
      all.add(leases);
      threads.submit(
          () -> {
            go.await();
            leases.take("work").ifPresent(l -> took.incrementAndGet());
            return null;
          });
    }
    go.countDown();
    threads.shutdown();
    assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    assertEquals(1, took.get());
    all.forEach(Leases::close);
  }

  @Test
  void whatADeadHubHeldIsTakenOverAndWhoComesBackLearnsOfIt() throws Exception {
    try (Leases stalled = new Leases(log, Duration.ofMillis(300))) {
      Lease mine = stalled.take("work").orElseThrow();
      // The stalled one may renew it in between.
      AtomicReference<Lease> took = new AtomicReference<>();
      eventually(
          () -> {
            over("work");
            took.set(other.take("work").orElse(null));
            return took.get() != null;
          });
      Lease theirs = took.get();
      eventually(() -> !mine.holds());
      mine.close();
      assertTrue(theirs.holds());
      assertTrue(one.take("work").isEmpty(), "the late one let go of what was not its own");
    }
  }

  @Test
  void whatIsHeldIsRenewed() throws Exception {
    try (Leases brief = new Leases(log, Duration.ofSeconds(9))) {
      Lease mine = brief.take("work").orElseThrow();
      Date first = until();
      eventually(() -> until().after(first));
      assertTrue(mine.holds());
    }
  }

  private Date until() {
    return log.getCollection("leases").find(Filters.eq("_id", "work")).first().getDate("until");
  }

  @Test
  void aRoundIsDoneOnceInItsTimeWhicheverHubComesFirst() {
    AtomicInteger rounds = new AtomicInteger();
    OnceInLake here = new OnceInLake(one, "round", LONG, lease -> rounds.incrementAndGet());
    OnceInLake there = new OnceInLake(other, "round", LONG, lease -> rounds.incrementAndGet());
    assertTrue(here.round());
    assertFalse(there.round());
    assertFalse(here.round());
    log.getCollection("leases")
        .updateOne(
            Filters.eq("_id", "round"),
            Updates.set("taken", new Date(System.currentTimeMillis() - LONG.toMillis())));
    assertTrue(there.round());
    assertEquals(2, rounds.get());
  }

  @Test
  void aRoundThatItsHubDiedAtIsDoneByTheNextBeforeItsTime() {
    AtomicInteger rounds = new AtomicInteger();
    one.take("round", LONG).orElseThrow();
    OnceInLake there = new OnceInLake(other, "round", LONG, lease -> rounds.incrementAndGet());
    assertFalse(there.round());
    over("round");
    assertTrue(there.round());
    assertEquals(1, rounds.get());
  }

  @Test
  void aRoundThatFailsLetsGo() {
    OnceInLake failing =
        new OnceInLake(
            one,
            "round",
            Duration.ofMillis(1),
            lease -> {
              throw new IllegalStateException("on purpose");
            });
    assertTrue(failing.round());
    assertTrue(other.take("round").isPresent());
  }

  /** Counts the rings of a hub's clock that are over. */
  private static final class Rings extends SimpleEventNotifierSupport {
    private final AtomicInteger over = new AtomicInteger();

    Rings() {
      setIgnoreExchangeEvents(false);
      setIgnoreExchangeCompletedEvent(false);
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.ExchangeCompletedEvent) {
        over.incrementAndGet();
      }
    }
  }

  @Test
  void quartzRingsInEachHubAndOneOfThemWorks() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    Rings rangHere = new Rings();
    Rings rangThere = new Rings();
    try (CamelContext here = new DefaultCamelContext();
        CamelContext there = new DefaultCamelContext()) {
      here.getManagementStrategy().addEventNotifier(rangHere);
      there.getManagementStrategy().addEventNotifier(rangThere);
      here.addRoutes(new OnceInLake(one, "rings", LONG, lease -> rounds.incrementAndGet()));
      there.addRoutes(new OnceInLake(other, "rings", LONG, lease -> rounds.incrementAndGet()));
      here.start();
      there.start();
      eventually(() -> rangHere.over.get() > 0 && rangThere.over.get() > 0);
    }
    assertEquals(1, rounds.get());
  }

  private static void eventually(java.util.function.BooleanSupplier is) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!is.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 60 s");
      Thread.sleep(20);
    }
  }
}
