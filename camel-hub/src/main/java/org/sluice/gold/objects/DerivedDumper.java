package org.sluice.gold.objects;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sluice.event.Derivation;
import org.sluice.event.ObjectKey;
import org.sluice.gold.DumpLine;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.gold.Provenance;
import org.sluice.run.GoldPlace;

/**
 * All objects that routes made of a project's objects: what they are, and the MD5 of their bytes.
 */
public final class DerivedDumper implements GoldDumper {
  private final ObjectStore store;
  private final BiConsumer<String, Consumer<Made>> known;

  /**
   * What a route may have made of an object, as the ledger has it.
   *
   * @param key what it is called
   */
  public record Made(ObjectKey source, String route, ObjectKey key) {}

  /**
   * @param known tells all of a project
   */
  public DerivedDumper(ObjectStore store, BiConsumer<String, Consumer<Made>> known) {
    this.store = store;
    this.known = known;
  }

  @Override
  public void dump(String project, boolean portable, Consumer<String> line) {
    known.accept(project, made -> dump(made, project, portable, line));
  }

  @Override
  public void dump(GoldHeld held, GoldPlace place, Consumer<String> line) {
    if (place.service().equals(ObjectSink.SERVICE)) {
      ObjectKey key = new ObjectKey(place.store(), place.place(), place.key());
      // Where an object comes from does not tell whose it is.
      dump(new Made(held.key(), held.route(), key), "", false, line);
    }
  }

  private void dump(Made made, String project, boolean portable, Consumer<String> line) {
    ObjectStore.Stored there = store.head(made.key()).orElse(null);
    Derivation from = there == null ? null : Derivation.of(there.userMeta()).orElse(null);
    if (from == null) {
      return;
    }
    Provenance origin = new Provenance(made.source(), project, from.version(), made.route());
    if (origin.mark().equals(from.mark())) {
      line.accept(line(made.key(), there.contentType(), there.etag(), origin, portable));
    }
  }

  /** An object as a dump tells it once it is stored. */
  public static String line(DerivedObject object) {
    return line(
        object.key(), object.contentType(), object.content().etag(), object.origin(), false);
  }

  private static String line(
      ObjectKey key, String contentType, String etag, Provenance origin, boolean portable) {
    Map<String, Object> record = new TreeMap<>();
    record.put("name", key.object());
    record.put("content_type", contentType);
    record.put("etag", etag);
    record.put("sluice_object", origin.object());
    record.put("sluice_route", origin.route());
    if (!portable) {
      record.put("sluice_version", origin.version());
    }
    return DumpLine.of(ObjectSink.SERVICE, key.container(), record);
  }
}
