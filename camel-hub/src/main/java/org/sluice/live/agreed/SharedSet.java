package org.sluice.live.agreed;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set of route files of a lake: database {@code log}, collection {@code route_set}, one
 * document. Every hub writes into it what its folder holds, and with the same write, by
 * compare-and-set, what follows for all: so no hub goes by what another has just taken back. A hub
 * that was not heard for the length of a lease has no say. Hubs' clocks may differ by a third of
 * that.
 */
public final class SharedSet implements Agreement {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSet.class);
  private static final String ID = "routes";
  private static final int TRIES = 50;

  /** Hubs look a second apart: what they differ in for longer is told. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final MongoCollection<Document> sets;
  private final String hub = UUID.randomUUID().toString();
  private final String name;
  private final Duration length;
  private LakeSet known;
  private boolean joined;

  // Not behind the lock: who asks does not wait for MongoDB.
  private volatile LakeSet taken = LakeSet.NONE;
  private volatile List<String> differences =
      List.of("It is not known yet which routes the lake runs");
  private volatile Map<String, Instant> disputed = Map.of();
  private volatile Instant aloneUntil = Instant.MIN;
  private boolean silent;

  /**
   * @param log the database {@code log}
   * @param name where this hub listens, which no other does: one that is there under this name has
   *     died
   * @param length how long a hub that died has its say
   */
  public SharedSet(MongoDatabase log, String name, Duration length) {
    this.sets = log.getCollection("route_set");
    this.name = name;
    this.length = length;
  }

  @Override
  public synchronized Optional<LakeSet> agree(List<SetFile> wants, List<Unfit> refuses) {
    try {
      LakeSet set =
          change(
              before -> {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                LakeSet others = joined ? before : before.without(null, name);
                return others.heard(new HubWish(hub, name, now.plus(length), wants, refuses), now);
              });
      joined = true;
      silent = false;
      HubWish mine = mine(set);
      aloneUntil = set.hubs().size() > 1 ? Instant.MIN : mine.until().minus(length.dividedBy(3));
      dispute(set);
      return Optional.of(set);
    } catch (MongoException e) {
      if (!silent) {
        LOG.warn("Changes of routes wait until MongoDB answers: {}", e.getMessage());
      }
      silent = true;
      return Optional.empty();
    }
  }

  /** Changes the document unless it says already what it would. */
  private LakeSet change(UnaryOperator<LakeSet> change) {
    for (int i = 0; i < TRIES; i++) {
      LakeSet before = read();
      LakeSet after = change.apply(before);
      if (after.saysThat(before) && !isDue(before)) {
        return before;
      }
      known = replace(before, after) ? after : null;
      if (known != null) {
        return known;
      }
    }
    throw new MongoException("log.route_set was changed by others " + TRIES + " times in a row");
  }

  private LakeSet read() {
    Document found =
        sets.find(
                known == null
                    ? Filters.eq("_id", ID)
                    : Filters.and(
                        Filters.eq("_id", ID), Filters.ne(SetDocument.VERSION, known.version())))
            .first();
    if (found != null) {
      known = SetDocument.set(found);
    }
    return known == null ? LakeSet.NONE : known;
  }

  private boolean replace(LakeSet before, LakeSet after) {
    Document document = SetDocument.of(ID, after);
    if (before.version() > 0) {
      return sets.replaceOne(
                  Filters.and(
                      Filters.eq("_id", ID), Filters.eq(SetDocument.VERSION, before.version())),
                  document)
              .getMatchedCount()
          == 1;
    }
    try {
      sets.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      return false;
    }
  }

  /** Whether this hub is to say again that it is there. */
  private boolean isDue(LakeSet set) {
    HubWish mine = mine(set);
    Instant third = Instant.now().plus(length.multipliedBy(2).dividedBy(3));
    return mine != null && mine.until().isBefore(third);
  }

  private HubWish mine(LakeSet set) {
    return set.hubs().stream().filter(one -> one.hub().equals(hub)).findFirst().orElse(null);
  }

  private void dispute(LakeSet set) {
    Instant now = Instant.now();
    Map<String, Instant> next = new TreeMap<>();
    for (String sentence : Disputes.of(set).values()) {
      next.put(sentence, disputed.getOrDefault(sentence, now));
    }
    disputed = next;
  }

  @Override
  public void took(LakeSet set, List<String> differing) {
    differences = List.copyOf(differing);
    taken = set;
  }

  @Override
  public Optional<LakeSet> taken() {
    return differences.isEmpty() ? Optional.of(taken) : Optional.empty();
  }

  /**
   * Whether this hub runs what the lake runs at this moment: MongoDB is asked, unless this hub is
   * the only one.
   *
   * @throws MongoException when it does not answer
   */
  public boolean isCurrent() {
    LakeSet at = taken;
    if (!differences.isEmpty()) {
      return false;
    }
    return Instant.now().isBefore(aloneUntil)
        || sets.find(
                    Filters.and(Filters.eq("_id", ID), Filters.eq(SetDocument.NUMBER, at.number())))
                .projection(Projections.include("_id"))
                .first()
            != null;
  }

  @Override
  public List<String> differences() {
    return differences;
  }

  @Override
  public List<String> disputes() {
    Instant before = Instant.now().minus(GRACE);
    return disputed.entrySet().stream()
        .filter(one -> one.getValue().isBefore(before))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void forget(Collection<String> routes) {
    if (!routes.isEmpty()) {
      change(before -> before.forgetting(routes));
    }
  }

  @Override
  public synchronized void close() {
    differences = List.of("This hub ends");
    try {
      change(before -> before.without(hub, name));
    } catch (MongoException e) {
      LOG.debug("The others take this hub for there for {}: {}", length, e.toString());
    }
  }
}
