package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.Member;
import org.sluice.event.Names;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** Where documents stand and how one is found: database {@code swift}, a collection a project. */
public final class Documents {
  private static final String NEVER = "0000000000.00000";

  private final MongoDatabase swift;
  private final Projects projects;
  private final Set<String> indexed = ConcurrentHashMap.newKeySet();

  public Documents(MongoClient mongo, Projects projects) {
    this.swift = mongo.getDatabase("swift");
    this.projects = projects;
  }

  public String project(ObjectKey key) {
    return projects.of(key.account(), key.container());
  }

  /** To read from: asked for what there is not, it makes no collection. */
  MongoCollection<Document> read(String project) {
    return named(Names.collection(project));
  }

  /** To write to, with the indexes that it needs. */
  MongoCollection<Document> collection(String project) {
    MongoCollection<Document> collection = read(project);
    if (indexed.add(project)) {
      // None is unique: insertion tools must be able to write whatever they write.
      collection.createIndex(Indexes.ascending(OBJECT, ACCOUNT));
      collection.createIndex(Indexes.ascending(SWIFT_ID));
      collection.createIndex(Indexes.ascending(ETAG));
    }
    return collection;
  }

  MongoCollection<Document> collection(ObjectKey key) {
    return collection(project(key));
  }

  /** Names of all collections that hold documents, in order. */
  List<String> names() {
    return swift.listCollectionNames().into(new TreeSet<>()).stream().toList();
  }

  MongoCollection<Document> named(String name) {
    return swift.getCollection(name);
  }

  /** All collections that hold documents. */
  List<MongoCollection<Document>> all() {
    List<MongoCollection<Document>> all = new ArrayList<>();
    for (String name : swift.listCollectionNames()) {
      all.add(swift.getCollection(name));
    }
    return all;
  }

  static Bson is(ObjectKey key) {
    return Filters.and(Filters.eq(OBJECT, key.object()), Filters.eq(ACCOUNT, key.account()));
  }

  /** The object's document, or null. */
  public Document find(ObjectKey key) {
    return read(project(key)).find(is(key)).first();
  }

  /** The documents of objects of any project, by key; an object that is not known has none. */
  public Map<ObjectKey, Document> find(Collection<ObjectKey> keys) {
    Map<ObjectKey, Document> found = new HashMap<>();
    byProject(keys).forEach((project, some) -> found.putAll(find(project, some)));
    return found;
  }

  Map<String, List<ObjectKey>> byProject(Collection<ObjectKey> keys) {
    Map<String, List<ObjectKey>> byProject = new LinkedHashMap<>();
    for (ObjectKey key : keys) {
      byProject.computeIfAbsent(project(key), p -> new ArrayList<>()).add(key);
    }
    return byProject;
  }

  /** Documents of objects of one project, by key. */
  Map<ObjectKey, Document> find(String project, List<ObjectKey> keys) {
    return find(project, keys, null);
  }

  /** The same, of each document some fields only, its key among them; null for all. */
  Map<ObjectKey, Document> find(String project, List<ObjectKey> keys, Bson fields) {
    Map<ObjectKey, Document> found = new HashMap<>();
    List<String> names = keys.stream().map(ObjectKey::object).distinct().toList();
    for (Document document : read(project).find(Filters.in(OBJECT, names)).projection(fields)) {
      found.put(key(document), document);
    }
    return found;
  }

  /** As {@link #find}, of each document only what {@link #isAt} asks for. */
  public Map<ObjectKey, Document> standing(Collection<ObjectKey> keys) {
    Map<ObjectKey, Document> found = new HashMap<>();
    Bson fields = Projections.include(ACCOUNT, CONTAINER, OBJECT, EVENT_ID, STATUS);
    byProject(keys).forEach((project, some) -> found.putAll(find(project, some, fields)));
    return found;
  }

  static ObjectKey key(Document document) {
    return new ObjectKey(
        document.getString(ACCOUNT), document.getString(CONTAINER), document.getString(OBJECT));
  }

  /** Whether a document stands at the change of that event, its object being there. */
  public static boolean isAt(Document document, String eventId) {
    return eventId.equals(document.getString(EVENT_ID))
        && !Status.DELETED.text().equals(document.getString(STATUS));
  }

  /** The object, as long as its document stands at the change of that event; null knows none. */
  public static Optional<LakeObject> current(Document document, String eventId) {
    return document == null || !isAt(document, eventId)
        ? Optional.empty()
        : Optional.of(object(document));
  }

  /** When the object's metadata was last changed by a POST, in Swift's form; null when never. */
  public static String metadataTime(Document document) {
    return document.getString(META_TIMESTAMP);
  }

  /** Why what the user says of the object could not be read; null when it could. */
  public static String sayingError(Document document) {
    return document == null ? null : document.getString(OTHER_DATA_ERROR);
  }

  /**
   * The object's version: Swift's timestamp of its data and, where they count, of its metadata and
   * of its sidecar. It grows as text when any of them does.
   */
  static String version(Document document) {
    String data = document.getString(TIMESTAMP);
    String meta = document.getString(META_VERSION);
    String sidecar = document.getString(SIDECAR_VERSION);
    boolean counts = meta != null && meta.compareTo(data) > 0;
    if (sidecar == null) {
      return counts ? data + "+" + meta : data;
    }
    return data + "+" + (counts ? meta : NEVER) + "+" + sidecar;
  }

  /** Whether no status was computed since the object was registered for the first time. */
  public static boolean isUnsettled(Document document) {
    return document.get(STATUS_REVISION) == null;
  }

  /** Ids of the live runs that the document's event is to have. */
  private static List<String> expected(Document document) {
    return document.getList(EXPECTED, String.class, List.of());
  }

  /** Whether the event's only run is this one, as far as its document knows. */
  public static boolean expectsOnly(Document document, RunKey run) {
    return expected(document).equals(List.of(run.id()));
  }

  /** Whether the document's event is to have a live run through the route. */
  static boolean expects(Document document, String route) {
    return expected(document).stream().anyMatch(id -> RunKey.of(id).route().equals(route));
  }

  /**
   * Runs that the document's event is to have and that have not come so far as to be on record.
   *
   * @param onRecord documents of the event's runs
   */
  public static List<RunKey> unrecorded(Document document, Collection<Document> onRecord) {
    Set<String> known = new HashSet<>();
    onRecord.forEach(run -> known.add(run.getString("_id")));
    return expected(document).stream().filter(id -> !known.contains(id)).map(RunKey::of).toList();
  }

  /** Whether two readings of a document stand at the same event. */
  public static boolean areAlike(Document one, Document other) {
    return Objects.equals(one.getString(EVENT_ID), other.getString(EVENT_ID));
  }

  /** Whether a document stands at the change of that event, the object being there or not. */
  public static boolean isOf(Document document, String eventId) {
    return document != null && eventId.equals(document.getString(EVENT_ID));
  }

  /** What a document says of its object, for selectors and blocks. */
  public static LakeObject object(Document document) {
    Map<String, String> userMeta = new HashMap<>();
    if (document.get(USER_META) instanceof Document meta) {
      meta.forEach((k, v) -> userMeta.put(k, String.valueOf(v)));
    }
    Number size = document.get(SIZE, Number.class);
    return new LakeObject(
        key(document),
        document.getString(PROJECT),
        version(document),
        document.getString(EVENT_ID),
        String.valueOf(document.get(SWIFT_ID)),
        document.getString(ORIGINAL_NAME),
        document.getString(CONTENT_TYPE),
        size == null ? 0 : size.longValue(),
        document.getString(ETAG),
        document.getString(USER),
        document.getString(APPLICATION),
        document.getString(DATA_PROCESSING),
        document.get(OTHER_DATA) instanceof Document other ? other : Map.of(),
        userMeta,
        document.getString(TRANS_ID),
        Member.of(document.get(MEMBER)));
  }
}
