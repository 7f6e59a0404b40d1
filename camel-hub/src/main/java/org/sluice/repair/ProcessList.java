package org.sluice.repair;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Named;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.event.TransId;

/**
 * The list by which tools ask for objects to be processed again: database {@code stats}, collection
 * {@code swift}, {@code {type: "data_to_process_list", data_to_process: [{swift_id,
 * swift_container, swift_user, content_type}]}}. Tools push entries; an entry is taken out once its
 * object's runs are on the queues. An entry that names nothing is set aside in database {@code
 * log}, collection {@code refused_entries}.
 *
 * <p>Before anything is queued, the list itself says under which id how many of its first entries
 * are (field {@code sluice_batch}), and that goes with the entries in one write: killed in between,
 * the same entries are queued under the same id, and an entry that is pushed anew is new.
 */
public final class ProcessList {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessList.class);

  /** Of its schedule and its lease. */
  public static final String NAME = "data-to-process";

  private static final String LIST = "data_to_process";
  private static final String BATCH = "sluice_batch";
  private static final int AT_ONCE = 500;

  /** Of entries worked off together, which stand in one command. */
  private static final long MOST_LETTERS = 1 << 20;

  private static final Duration LATELY = Duration.ofDays(1);

  private final MongoCollection<Document> stats;
  private final MongoCollection<Document> refused;
  private final Named named;
  private final RouteTable table;
  private final Consumer<List<Queues.Queued>> again;

  /**
   * @param again puts runs on the queues in the place of earlier ones
   */
  public ProcessList(
      MongoDatabase stats,
      MongoDatabase log,
      Named named,
      RouteTable table,
      Consumer<List<Queues.Queued>> again) {
    this.stats = stats.getCollection("swift");
    this.refused = log.getCollection("refused_entries");
    this.named = named;
    this.table = table;
    this.again = again;
  }

  /**
   * What a look came to.
   *
   * @param entries taken out of the list
   * @param objects queued again; equal entries count once
   * @param setAside entries that name nothing
   * @param left entries whose object is not there yet, as a tool's document is that came before it
   */
  public record Looked(int entries, int objects, int setAside, int left) {}

  /** Works off the list as it is now, as long as the lease holds. */
  public Looked look(Lease lease) {
    int[] counts = new int[4];
    for (Document list : lists().into(new ArrayList<>())) {
      Set<ObjectKey> seen = new HashSet<>();
      int most = entries(list).size();
      while (most > 0 && lease.holds()) {
        int taken = batch(list.get("_id"), most, seen, counts);
        if (taken == 0) {
          break;
        }
        most -= taken;
      }
    }
    if (counts[0] > 0) {
      LOG.info(
          "{} entries of data_to_process: {} objects queued again, {} entries set aside",
          counts[0],
          counts[1],
          counts[2]);
    }
    return new Looked(counts[0], counts[1], counts[2], counts[3]);
  }

  private FindIterable<Document> lists() {
    return stats.find(Filters.eq("type", "data_to_process_list"));
  }

  private static List<Object> entries(Document list) {
    return list == null || !(list.get(LIST) instanceof List<?> all)
        ? List.of()
        : new ArrayList<>(all);
  }

  /** Works off some entries, so many at the most; answers how many, 0 where there are none. */
  private int batch(Object id, int most, Set<ObjectKey> seen, int[] counts) {
    stats.updateOne(
        Filters.and(Filters.eq("_id", id), Filters.exists(BATCH, false)),
        Updates.set(BATCH, "list-" + UUID.randomUUID().toString().substring(0, 13)));
    Document list = stats.find(Filters.eq("_id", id)).first();
    List<Object> all = entries(list);
    List<Object> some = beginning(all.subList(0, Math.min(most, all.size())));
    if (some.isEmpty()) {
      return 0;
    }
    Work work = work(some);
    List<LakeObject> objects = work.objects.stream().filter(o -> seen.add(o.key())).toList();
    queue(objects, list.getString(BATCH));
    work.refused.forEach(this::setAside);
    if (!takeOut(list, some, work.left)) {
      return 0;
    }
    counts[0] += some.size() - work.left.size();
    counts[1] += objects.size();
    counts[2] += work.refused.size();
    counts[3] += work.left.size();
    return some.size();
  }

  private static List<Object> beginning(List<Object> all) {
    long letters = 0;
    int some = 0;
    while (some < Math.min(AT_ONCE, all.size()) && (some == 0 || letters < MOST_LETTERS)) {
      letters += String.valueOf(all.get(some)).length();
      some++;
    }
    return all.subList(0, some);
  }

  /** What some entries come to. */
  private record Work(Set<LakeObject> objects, Map<Object, String> refused, List<Object> left) {}

  private Work work(List<Object> entries) {
    Work work = new Work(new LinkedHashSet<>(), new LinkedHashMap<>(), new ArrayList<>());
    Map<Named.Name, Named.Found> found =
        named.find(
            entries.stream().map(ProcessList::name).flatMap(Optional::stream).distinct().toList());
    for (Object entry : entries) {
      Named.Name name = name(entry).orElse(null);
      Named.Found one = name == null ? null : found.get(name);
      if (name == null) {
        work.refused.put(
            entry, "It has no swift_container and swift_id that is a whole number above 0");
      } else if (one == null) {
        work.refused.put(
            entry, "Container " + name.container() + " has no object with the id " + name.id());
      } else if (one.deleted()) {
        work.refused.put(
            entry,
            "The object with the id " + name.id() + " of " + name.container() + " is deleted");
      } else if (one.objects().isEmpty()) {
        work.left.add(entry);
      } else {
        work.objects.addAll(one.objects());
      }
    }
    return work;
  }

  private static Optional<Named.Name> name(Object entry) {
    if (entry instanceof Document document
        && document.get("swift_container") instanceof String container
        && !container.isEmpty()) {
      Object given = document.get("swift_id");
      String id =
          given instanceof Double number && number == Math.rint(number)
              ? String.valueOf(number.longValue())
              : String.valueOf(given);
      return id.matches("[1-9]\\d{0,17}")
          ? Optional.of(new Named.Name(container, id))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private void queue(List<LakeObject> objects, String id) {
    List<Queues.Queued> queued = new ArrayList<>();
    for (LakeObject object : objects) {
      List<LakeRoute> takers = table.takers(object);
      if (takers.isEmpty()) {
        TransId.saying(
            object.transId(),
            () -> LOG.info("{} was to be processed again; no route takes it", object.key()));
      }
      takers.forEach(route -> queued.add(Queues.Queued.of(object, route, id)));
    }
    again.accept(queued);
  }

  private void setAside(Object entry, String reason) {
    LOG.warn(
        "An entry of data_to_process is set aside in log.refused_entries: {}: {}", entry, reason);
    Date now = new Date();
    refused.updateOne(
        Filters.eq("entry", entry),
        Updates.combine(
            Updates.set("reason", reason),
            Updates.set("last", now),
            Updates.setOnInsert("first", now),
            Updates.inc("times", 1)),
        new UpdateOptions().upsert(true));
  }

  /**
   * Takes entries out from the beginning of the list, and the batch with them. Tools push at the
   * end meanwhile; where one has done something else, the entries stay, and are read anew.
   */
  private boolean takeOut(Document read, List<Object> some, List<Object> left) {
    Bson same = Filters.eq("_id", read.get("_id"));
    String batch = read.getString(BATCH);
    Document list = read;
    while (list != null && batch.equals(list.getString(BATCH))) {
      List<Object> all = entries(list);
      boolean begins = all.size() >= some.size() && all.subList(0, some.size()).equals(some);
      // No command holds the whole list: it may be as long as a document can be.
      List<Bson> as = new ArrayList<>(List.of(same, Filters.eq(BATCH, batch)));
      List<Bson> changes = new ArrayList<>(List.of(Updates.unset(BATCH)));
      if (begins) {
        as.add(Filters.size(LIST, all.size()));
        for (int i = 0; i < some.size(); i++) {
          as.add(Filters.eq(LIST + "." + i, some.get(i)));
        }
        int rest = all.size() - some.size() + left.size();
        changes.add(Updates.pushEach(LIST, left, new PushOptions().slice(-rest)));
      }
      if (stats.updateOne(Filters.and(as), Updates.combine(changes)).getMatchedCount() == 1) {
        return begins;
      }
      list = stats.find(same).first();
    }
    return false;
  }

  /** How many entries wait. */
  public int waiting() {
    int waiting = 0;
    for (Document list : lists()) {
      waiting += entries(list).size();
    }
    return waiting;
  }

  /** Entries that named nothing, the latest first. */
  public List<Map<String, Object>> refused(int most) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Document one : refused.find().sort(Sorts.descending("last")).limit(most)) {
      Map<String, Object> described = new LinkedHashMap<>(one);
      described.remove("_id");
      all.add(described);
    }
    return all;
  }

  /** What was set aside within a day. */
  public Optional<String> complaint() {
    long lately =
        refused.countDocuments(Filters.gte("last", Date.from(Instant.now().minus(LATELY))));
    return lately == 0
        ? Optional.empty()
        : Optional.of(
            lately
                + " entries of data_to_process named no object and were set aside within a day:"
                + " ./sluice replay --list says why");
  }
}
