package org.sluice.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.gold.mongo.DocumentRemover;
import org.sluice.swift.FakeSwift;

/** Runs of JSON lines out of a Swift through real routes into MongoDB. */
abstract class RoutedLakeRig extends RunsLakeRig {
  private static final String TYPE = "application/x-ndjson";

  final FakeSwift swift;
  final List<String> queued = new ArrayList<>();

  RoutedLakeRig() {
    try {
      swift = new FakeSwift();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void closeSwift() {
    swift.close();
  }

  /** Swift has it, and the catalogue expects a run of it in a route. */
  LakeObject upload(String name, String version, String content, String route) {
    return upload(name, version, content, content.length(), route);
  }

  /**
   * The same.
   *
   * @param size that its event tells
   */
  LakeObject upload(String name, String version, String content, long size, String route) {
    store(name, version, content);
    return register(
        Events.created(name, version).withContent(etag(version), size, TYPE, Map.of()), route);
  }

  /** Swift has it, and nobody is told. */
  void store(String name, String version, String content) {
    swift.put("neocampus", name, version, etag(version));
    swift.contents.put("neocampus/" + name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String etag(String version) {
    return "etag of " + version;
  }

  /**
   * @param chunkBytes how much of an object goes through its route at a time
   */
  Runner runner(DocumentRoutes routes, Credit credit, long chunkBytes) {
    NothingEnsues ensuing =
        new NothingEnsues() {
          @Override
          public void queue(LakeObject again, String route, String id) {
            queued.add(again.version() + " " + route + " " + id);
          }
        };
    return new Runner(
        routes.table,
        swift.objects(),
        log(ensuing),
        new Cleaning(Map.of("mongodb", new DocumentRemover(mongo)), ledger, runs),
        credit,
        new Portions(chunkBytes, 1, Long.MAX_VALUE, nanos -> {}),
        new Patience(20, Duration.ofHours(1)),
        null,
        Duration.ofHours(1));
  }

  /** What the ledger says that a route wrote of an object. */
  static List<LedgerPlace> places(LakeObject object, String route) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), route);
    LedgerEntry entry = ledger.find(List.of(asked)).get(asked.ledgerId());
    return entry == null ? List.of() : entry.places();
  }

  /** The object's documents where the ledger names a place of them, in order. */
  static List<Document> gold(LakeObject object, String route) {
    LedgerPlace place = places(object, route).get(0);
    return database(place.store())
        .getCollection(place.place())
        .find(new Document("_sluice.object", object.key().object()))
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }

  /** One field of each of its documents. */
  static List<Object> gold(LakeObject object, String route, String field) {
    return gold(object, route).stream().map(one -> one.get(field)).toList();
  }
}
